import { readdirSync } from 'node:fs'
import eslint from '@eslint/js'
import hooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const features = readdirSync(new URL('./customer/src/features', import.meta.url))

// A feature imports the shell, the pieces, the kit and the client; never another feature.
const apart = features.map((feature) => ({
  files: [`customer/src/features/${feature}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: features
          .filter((other) => other !== feature)
          .map((other) => ({
            group: [`**/${other}/*`],
            message: 'Features never import features: move what both need to pieces/ or the kit.',
          })),
      },
    ],
  },
}))

export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/node_modules/**', 'client/src/generated*.ts', 'eslint.config.js'],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  hooks.configs.flat.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*/vite.config.ts', 'vitest.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowNullish: false, allow: [{ name: 'bigint', from: 'lib' }] },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['kit/**', 'customer/src/**', 'staff/**'],
    rules: {
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Only the client talks to the network.' }],
    },
  },
  ...apart,
)
