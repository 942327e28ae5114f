import type { Status } from '../../api/schema/status.ts'
import { duration, size } from './numbers.ts'

/** `berth status` for people. `now`: unix milliseconds. */
export function statusLines(status: Status, now: number): string[] {
  const { engine, machine, lastStart } = status
  const rows: [string, string][] = [['Machine', sinceWords(status, now)]]
  if (engine) rows.push(['Engine', engineWords(engine)], ['Socket', engine.socket])
  if (status.accelerator !== null)
    rows.push(['Driver', `${status.driver}, ${status.accelerator}: ${status.acceleratorReason ?? ''}`])
  rows.push([
    'Resources',
    `${machine.cpus} CPUs, ${size(machine.memoryMiB * 2 ** 20)} memory, ${size(machine.diskGiB * 2 ** 30)} disk ` +
      `(${size(machine.diskUsedBytes)} used on this computer)`,
  ])
  if (status.sharing && status.sharing.folders.length > 0)
    rows.push(['Folders', foldersWords(status.sharing)])
  if (status.rosetta) rows.push(['Rosetta', 'runs programs made for Intel'])
  if (lastStart)
    rows.push(['Last start', `${lastStart.kind === 'cold' ? 'cold' : 'resumed'}, ${duration(lastStart.ms)}`])
  if (status.page !== null) rows.push(['Page', `${status.page} (berth open)`])
  const width = Math.max(...rows.map(([name]) => name.length))
  return [...rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`), ...errorLines(status)]
}

function foldersWords({ folders, filesystem, suspend }: NonNullable<Status['sharing']>): string {
  return `${folders.join(', ')} (${filesystem}${suspend ? '' : ': the machine cannot be suspended'})`
}

function engineWords(engine: NonNullable<Status['engine']>): string {
  const version = engine.version === null ? '' : `${engine.version} (API ${engine.apiVersion ?? 'unknown'}), `
  return version + (engine.answering ? 'answers' : 'does not answer')
}

function errorLines(status: Status): string[] {
  return status.errors.flatMap((error) => ['', `${error.step}: ${error.message}`, `  ${error.hint}`])
}

/** The exit code that goes with a state: 0 only when the engine can be used or is about to answer in a running machine. */
export function statusExitCode(status: Status): number {
  if (status.state === 'running') return 0
  return status.state === 'failed' ? 4 : 3
}

/** A machine that never ran is stopped since it was asked about, which is no time to tell. */
function sinceWords({ state, since }: Status, now: number): string {
  const ms = now - Date.parse(since)
  return ms < 1000 ? state : `${state} for ${duration(ms)}`
}
