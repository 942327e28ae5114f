import { spawn } from 'node:child_process'
import path from 'node:path'
import { execa } from 'execa'
import { ensureNativeImage, ensureTools } from '../assets/build.ts'
import { build } from '../build.ts'
import { electronBinary, hasScreen } from '../electron/binary.ts'
import { Teller } from './steps.ts'

/**
 * The second half of scripts/start, on the pinned Node: builds what is missing, then does as a user would with the
 * berth command: start, open. Where Electron's program and a screen are to be had, the desktop app opens, else the browser.
 */
const root = path.resolve(import.meta.dirname, '../..')
const berth = path.join(root, 'scripts', 'berth')
const startedAt = Number(process.env['BERTH_STARTED_AT'])
const teller = new Teller(startedAt > 0 ? startedAt * 1000 : Date.now())

await teller.step('Build the docker command', ({ report }) => ensureTools(report))
await teller.step('Build the guest image', ({ report }) => ensureNativeImage(report))
await teller.step('Build the host and the page', ({ report }) => build(report))

await berthCommand('start')
const desktop = hasScreen() ? electronBinary() : null
if (desktop) openDesktop(desktop)
const [status, url] = await Promise.all([
  berthOutput('status', '--json'),
  desktop ? 'in the window that opens' : berthOutput('open'),
])
const { engine } = JSON.parse(status) as { engine: { socket: string } | null }

process.stdout.write(`
Berth runs.
  page            ${url.trim()}
  socket          ${engine?.socket ?? 'none'}
  docker context  berth        (docker --context berth ps, or: scripts/berth docker ps)
  stop            scripts/berth stop
`)

/** The app goes on when this has ended; a second one brings the first one's window up. */
function openDesktop(program: string): void {
  spawn(program, [path.join(root, 'dist', 'main.js')], { stdio: 'ignore', detached: true }).unref()
}

/** Runs one of its commands with its output as the user would see it; ends with its exit code when it fails. */
async function berthCommand(...args: string[]): Promise<void> {
  const { exitCode } = await execa(berth, args, { stdio: 'inherit', reject: false })
  if (exitCode !== 0) process.exit(exitCode ?? 1)
}

async function berthOutput(...args: string[]): Promise<string> {
  const { stdout, exitCode } = await execa(berth, args, { stderr: 'inherit', reject: false })
  if (exitCode !== 0) process.exit(exitCode ?? 1)
  return stdout
}
