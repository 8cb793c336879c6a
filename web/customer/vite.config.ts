import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const bank = process.env.SYCEE_BANK ?? 'http://127.0.0.1:8000'
const here = import.meta.dirname
// What draws charts is brought when one is looked at; without a network there are no sums to draw.
const LATER = 'assets/drawing-'

export default defineConfig({
  plugins: [react(), worker()],
  server: { proxy: { '/v1': bank, '/live': { target: bank, ws: true } } },
  // No data: URLs, so that the bank's content policy can be 'self' for everything.
  build: { assetsInlineLimit: 0, target: 'es2023', cssMinify: true },
})

/** Builds /sw.js and tells it which files there are, and what edition they make. */
function worker(): Plugin {
  return {
    name: 'sycee-worker',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: join(here, 'worker/worker.ts'), fileName: 'sw.js' })
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const sw = Object.values(bundle).find(({ fileName }) => fileName === 'sw.js')
        if (sw?.type !== 'chunk') throw new Error('there is no worker')
        const given = readdirSync(join(here, 'public'))
        const made = Object.keys(bundle).filter((name) => name.startsWith('assets/'))
        const edition = createHash('sha256').update(sw.code).update(made.sort().join())
        for (const name of given) edition.update(readFileSync(join(here, 'public', name)))
        edition.update(readFileSync(join(here, 'index.html')))
        const kept = made.filter((name) => !name.startsWith(LATER))
        const files = ['/', ...given.map((name) => `/${name}`), ...kept.map((name) => `/${name}`)]
        const version = edition.digest('hex').slice(0, 12)
        sw.code = `const FILES=${JSON.stringify(files)},VERSION=${JSON.stringify(version)};\n${sw.code}`
      },
    },
  }
}
