import { open, readdir, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { DiagnosticsPart } from '../../api/schema/diagnostics.ts'
import type { Paths } from '../../base/paths.ts'
import { redactJson } from '../redact/json.ts'

/** One file of the bundle. */
export interface Part extends Omit<DiagnosticsPart, 'bytes'> {
  /** about how much it will be, before anything is taken out of it */
  readonly bytes: () => Promise<number>
  /** its text, not yet rid of what is in no log and yet known; null leaves it out */
  readonly read: (signal: AbortSignal) => Promise<string | null>
}

type ReadLog = (lines: number, signal: AbortSignal) => AsyncIterable<string[]>

/** What the bundle is made of; every piece may fail by itself. */
export interface BundleParts {
  readonly paths: Paths
  readonly env: NodeJS.ProcessEnv
  readonly version: () => Promise<string>
  readonly status: () => Promise<unknown>
  readonly checks: (signal: AbortSignal) => Promise<unknown>
  readonly settings: () => Promise<unknown>
  /** null while the machine does not run */
  readonly engineLog: () => ReadLog | null
}

/** Bytes of the newest of each log; more than anybody reads of a report. */
const longestLog = 2 * 2 ** 20
const engineLines = 5000

/** The files of the bundle, in the order in which one would read them. */
export async function bundleFiles(parts: BundleParts): Promise<Part[]> {
  const { paths } = parts
  const engine = parts.engineLog()
  return [
    json('versions.json', 'versions', () => versions(parts)),
    json('status.json', 'status', parts.status),
    json('checks.json', 'checks', parts.checks),
    json('settings.json', 'settings', parts.settings),
    ...(await logFiles(paths)),
    ...(engine ? [engineLog(engine)] : []),
  ]
}

function json(name: string, what: Part['what'], read: (signal: AbortSignal) => Promise<unknown>): Part {
  return {
    name,
    what,
    bytes: async () => 2000,
    read: async (signal) => `${JSON.stringify(redactJson(await read(signal)), null, 2)}\n`,
  }
}

async function versions({ version, paths }: BundleParts): Promise<unknown> {
  const cpus = os.cpus()
  return {
    berth: await version().catch(() => 'not built'),
    node: process.versions.node,
    openssl: process.versions.openssl,
    system: { system: os.type(), release: os.release(), version: os.version(), arch: process.arch },
    computer: {
      cpus: cpus.length,
      cpu: cpus[0]?.model ?? 'unknown',
      memoryMiB: Math.floor(os.totalmem() / 2 ** 20),
      freeMiB: Math.floor(os.freemem() / 2 ** 20),
      upSeconds: Math.round(os.uptime()),
    },
    home: paths.home,
    time: new Date().toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}

/** The logs on disk, those that were rotated away too. */
async function logFiles(paths: Paths): Promise<Part[]> {
  const names = (await readdir(paths.logs).catch(() => [])).filter((name) =>
    /^[\w.-]+\.log[\w.]*$/.test(name),
  )
  const files = [...names.sort().map((name) => path.join(paths.logs, name)), paths.machine.hypervisorLog]
  const there = await Promise.all(files.map((file) => stat(file).catch(() => null)))
  return files.flatMap((file, at) => {
    const size = there[at]?.isFile() ? there[at].size : null
    if (size === null) return []
    const part: Part = {
      name: `logs/${path.basename(file)}`,
      what: 'log',
      bytes: async () => Math.min(size, longestLog),
      read: () => lastOf(file),
    }
    return [part]
  })
}

function engineLog(read: ReadLog): Part {
  return {
    name: 'logs/engine.log',
    what: 'log',
    bytes: async () => engineLines * 120,
    async read(signal) {
      let text = ''
      for await (const lines of read(engineLines, signal)) text += `${lines.join('\n')}\n`
      return text.slice(-longestLog)
    },
  }
}

/** The end of a file, from a line's beginning. */
async function lastOf(file: string): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const from = Math.max(0, size - longestLog)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from)
    const text = buffer.toString('utf8', 0, bytesRead)
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1)
  } finally {
    await handle.close()
  }
}
