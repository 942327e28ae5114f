import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** How the fake QEMU behaves; without a word, like one that boots well. */
export interface Scenario {
  version?: string
  noSandbox?: boolean
  /** it says this and ends at once when started with the accelerator */
  says?: Partial<Record<string, string>>
  /** with these accelerators the guest prints nothing, ever */
  hangs?: string[]
  /** what the guest prints; "berth: mark init" by default */
  prints?: string
  /** the QMP command that is refused */
  refuses?: string
  monitor?: 'silent' | 'rubbish'
  /** the host's disk is full when the guest has printed */
  fullDisk?: boolean
  /** a file; until it exists, the SSH port is taken */
  portTakenOnce?: string
}

/** Puts a QEMU in `dir` that behaves as told: give the folder to Berth as BERTH_QEMU_DIR. */
export async function installFakeQemu(dir: string, scenario: Scenario = {}): Promise<string> {
  await mkdir(dir, { recursive: true })
  const program = fileURLToPath(new URL('./fake-qemu.ts', import.meta.url))
  const version = `echo "QEMU emulator version ${scenario.version ?? '9.2.0'}"; exit 0`
  const told = `FAKE_QEMU=${quoted(JSON.stringify(scenario))}; export FAKE_QEMU`
  const script = `#!/bin/sh
case "$*" in
*-sandbox*-version) ${scenario.noSandbox ? 'echo "-sandbox support is not enabled in this QEMU binary" >&2; exit 1' : version} ;;
*-version) ${version} ;;
esac
${told}
exec ${quoted(process.execPath)} ${quoted(program)} "$@"
`
  await writeFile(path.join(dir, 'qemu-system-x86_64'), script, { mode: 0o755 })
  await writeFile(path.join(dir, 'qemu-img'), '#!/bin/sh\nexit 0\n', { mode: 0o755 })
  return dir
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
