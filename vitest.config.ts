import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/**
 * Projects by what they need: nothing, a DOM, the pinned engine on this host, a booted VM, a real browser. Those with an
 * engine or a browser wait for them most of the time, so two files run side by side even on two processors.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['electron/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts'],
          testTimeout: 20_000,
          // Nothing here leaves anything behind, so one load of each module does for all files of a worker.
          isolate: false,
        },
      },
      {
        // The desktop's main process, with a stand-in for Electron: each file has an app of its own.
        resolve: { alias: { electron: path.join(import.meta.dirname, 'tests/fakes/electron/index.ts') } },
        test: {
          name: 'desktop',
          include: ['tests/desktop/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'page',
          include: ['renderer/**/*.test.{ts,tsx}'],
          environment: 'jsdom',
          setupFiles: ['renderer/i18n/test-setup.ts', 'renderer/lib/test-setup.ts'],
          testTimeout: 20_000,
          isolate: false,
          unstubGlobals: true,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['electron/**/*.integration.test.ts', 'tests/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      {
        // Only where Electron's own binary is: npm run test:electron.
        test: {
          name: 'electron',
          include: ['tests/electron/**/*.test.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'package',
          include: ['tests/package/**/*.test.ts'],
          exclude: ['**/*.installers.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        // Not part of scripts/test: they need Wine and a compiler for Windows, and minutes.
        test: {
          name: 'installers',
          include: ['tests/package/**/*.installers.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        // Not part of scripts/test: another architecture, emulated, and its engine compiled first.
        test: {
          name: 'nightly',
          include: ['tests/nightly/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 3_600_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'vm',
          include: ['tests/vm/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
