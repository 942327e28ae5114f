import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the page into `dist/renderer`, which the host process serves under a strict content security policy. */
export default defineConfig({
  root: path.join(import.meta.dirname, 'renderer'),
  plugins: [react()],
  build: {
    outDir: path.join(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    target: 'chrome125',
    // The policy allows no inline script and no data: URL, so neither may come out of the build.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: false,
    // It comes over loopback; what only a terminal needs is a chunk of its own.
    chunkSizeWarningLimit: 1000,
  },
})
