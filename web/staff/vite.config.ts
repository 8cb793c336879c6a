import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const bank = process.env.SYCEE_DESK ?? 'http://staff.localhost:8001'
const WRITES_STYLES = /(?:^|\/)(?:dynamicCSS|cssUtils)(?:\.js)?$/

/** antd writes <style> into the page, which the bank's content policy forbids: our module takes its place. */
const styles: Plugin = {
  name: 'styles-without-style-elements',
  enforce: 'pre',
  resolveId: (source, importer) =>
    WRITES_STYLES.test(source) && importer?.includes('node_modules')
      ? fileURLToPath(new URL('src/shell/styles.ts', import.meta.url))
      : null,
}

export default defineConfig({
  plugins: [styles, react()],
  server: { proxy: { '/v1': { target: bank, changeOrigin: true } } },
  // No data: URLs, so that the bank's content policy can be 'self' for everything.
  build: { assetsInlineLimit: 0, target: 'es2023', cssMinify: true, chunkSizeWarningLimit: 900 },
})
