import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const bank = process.env.SYCEE_BANK ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react()],
  server: { proxy: { '/v1': bank } },
  // No data: URLs, so that the bank's content policy can be 'self' for everything.
  build: { assetsInlineLimit: 0, target: 'es2023', cssMinify: true },
})
