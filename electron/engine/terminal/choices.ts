import type { TerminalChoices } from '../../api/schema/terminals.ts'
import type { EngineClient } from '../client.ts'
import { Exec } from './exec.ts'

/** The shells that are looked for, the best first. */
const shells = ['bash', 'zsh', 'fish', 'ash', 'dash', 'ksh', 'sh'] as const

/** Only what every shell has built in: an image need have no other program. */
const script = [
  `for s in ${shells.join(' ')}; do command -v "$s"; done`,
  'echo',
  'while IFS=: read -r name rest; do echo "$name"; done </etc/passwd',
].join('; ')

const mostBytes = 64 * 1024
const patienceMs = 10_000

/** The same for Windows, by what cmd has built in: it puts each program's path there, or nothing. */
const windowsScript = 'for %i in (pwsh.exe powershell.exe cmd.exe) do @echo %~$PATH:i'
/** Those that every base image has. */
const windowsUsers = ['ContainerAdministrator', 'ContainerUser']

/** Asks a running container by its own sh, on Windows its cmd; one without has nothing to offer. */
export async function terminalChoices(
  client: EngineClient,
  container: string,
  { windows }: { windows: boolean },
): Promise<TerminalChoices> {
  const command = windows ? ['cmd', '/c', windowsScript] : ['sh', '-c', script]
  const exec = await Exec.create(client, { container, command, env: [], terminal: true })
  const stream = await exec.start({ columns: 200, rows: 50 }, AbortSignal.timeout(patienceMs))
  let said = ''
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      said += chunk.toString('utf8')
      if (said.length > mostBytes) break
    }
  } catch {
    // It took too long or broke off: what it has said by then has to do.
  } finally {
    stream.destroy()
  }
  return windows ? { shells: windowsShells(said), users: windowsUsers } : parseChoices(said)
}

/** Paths of shells among what a Windows terminal draws. */
export function windowsShells(said: string): string[] {
  const paths = said.match(/[A-Za-z]:\\(?:[\w .()-]+\\)*(?:pwsh|powershell|cmd)\.exe/gi) ?? []
  return [...new Set(paths)]
}

/** Paths of shells, an empty line, names of users; anything else is not from our script. */
export function parseChoices(said: string): TerminalChoices {
  const [found = '', names = ''] = said.replaceAll('\r', '').split('\n\n')
  return {
    shells: lines(found).filter((path) => /^\/[\w./+-]*\/(?:bash|zsh|fish|ash|dash|ksh|sh)$/.test(path)),
    users: lines(names).filter((name) => /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)),
  }
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '')
