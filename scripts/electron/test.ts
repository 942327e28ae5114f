import path from 'node:path'
import { execa } from 'execa'
import { build } from '../build.ts'
import { electronBinary, hasScreen } from './binary.ts'

/**
 * The desktop app's tests on Electron itself. Without its program, or without a screen, nothing of them runs, and that is
 * what is said; the same app is tested against a stand-in by `vitest run --project desktop`.
 */
const root = path.resolve(import.meta.dirname, '../..')
const binary = electronBinary()

if (binary === null || !hasScreen()) {
  const why =
    binary === null
      ? "Electron's program is not here (node_modules/.bin/install-electron fetches it from its release page)"
      : 'there is no screen (xvfb-run gives one)'
  process.stdout.write(`NOT RUN: the desktop app was not tested on Electron: ${why}.\n`)
} else {
  await build((line) => process.stderr.write(`${line}\n`))
  const vitest = path.join(root, 'node_modules/.bin/vitest')
  const { exitCode } = await execa(vitest, ['run', '--project', 'electron'], {
    cwd: root,
    stdio: 'inherit',
    reject: false,
    env: { BERTH_ELECTRON: binary },
  })
  process.exitCode = exitCode ?? 1
}
