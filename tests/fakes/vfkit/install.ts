import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** How the fake vfkit behaves; without a word, as one does that works. */
export interface Scenario {
  version?: string
  architecture?: 'x86_64' | 'aarch64'
  /** macOS does not let it use the framework */
  unsigned?: boolean
  refusesPause?: boolean
  survivesHardStop?: boolean
  /** its REST service comes up too late for a machine that is over at once */
  restComesLate?: boolean
}

/** Puts a vfkit in `dir` that behaves as told: give the folder to Berth as BERTH_VFKIT_DIR. */
export async function installFakeVfkit(dir: string, scenario: Scenario = {}): Promise<string> {
  await mkdir(dir, { recursive: true })
  const program = fileURLToPath(new URL('./fake-vfkit.ts', import.meta.url))
  const script = `#!/bin/sh
[ "$1" != --version ] || { echo "vfkit version: v${scenario.version ?? '0.6.4'}"; exit 0; }
FAKE_VFKIT=${quoted(JSON.stringify(scenario))}; export FAKE_VFKIT
exec ${quoted(process.execPath)} ${quoted(program)} "$@"
`
  await writeFile(path.join(dir, 'vfkit'), script, { mode: 0o755 })
  return dir
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}
