import { createInterface } from 'node:readline/promises'
import { fromClientError, type HostConnection } from '../../api/client/node.ts'
import type { WindowsContainersView } from '../../api/schema/windows-containers.ts'
import { BerthError } from '../../base/errors.ts'
import type { Context } from '../context.ts'
import { size } from '../render/numbers.ts'
import { say, type Terminal } from '../terminal.ts'
import { leave } from './lifecycle.ts'

const states: Readonly<Record<WindowsContainersView['state'], string>> = {
  absent: 'Windows containers are not set up: "berth windows-containers add" does it.',
  running: 'The engine for Windows containers runs, as the service "berth-engine".',
  stopped: 'The engine for Windows containers is set up, but its service "berth-engine" does not run.',
  restart: 'The engine for Windows containers is set up. It runs once Windows has restarted.',
  elsewhere: 'An engine of another program runs Windows containers here.',
  impossible: 'This Windows cannot run Windows containers.',
}

/** Says what there is of Windows' own engine. */
export function windowsStatus(context: Context): Promise<number> {
  return withHost(context, async ({ api }) => {
    say(context.terminal, ...viewLines(await api.windowsContainers.look.query()))
    return 0
  })
}

/** Has it set up, after having said what that does. */
export function addWindows(context: Context, { yes }: { yes?: boolean }): Promise<number> {
  const { terminal } = context
  return withHost(context, async ({ api }) => {
    const view = await api.windowsContainers.look.query()
    if (view.state !== 'absent' && view.state !== 'stopped') {
      say(terminal, ...viewLines(view))
      return view.state === 'impossible' ? 1 : 0
    }
    say(
      terminal,
      'Windows asks once for an administrator. Berth then switches the Windows feature "Containers" on (Windows may have to',
      'restart afterwards), puts dockerd.exe below Program Files and has it run as the service "berth-engine".',
      `It keeps its images, containers and volumes in ${view.data}.`,
      'Who may use it can do on this computer all that an administrator can: your account, and administrators.',
    )
    if (!yes && (await asked(terminal, 'Set it up? [y/N] ')) !== 'y') return unchanged(terminal)
    const { restart } = await api.windowsContainers.add.mutate()
    say(
      terminal,
      restart
        ? 'Done. Restart Windows, then it runs.'
        : 'Done: "docker --context berth-windows" leads there.',
    )
    return 0
  })
}

export interface RemovalOptions {
  readonly keepData?: boolean
  readonly deleteData?: boolean
  readonly yes?: boolean
}

/** Has it taken away, after having said what goes, and asked what becomes of its data. */
export function removeWindows(context: Context, options: RemovalOptions): Promise<number> {
  const { terminal } = context
  return withHost(context, async ({ api }) => {
    const view = await api.windowsContainers.look.query()
    say(terminal, ...viewLines(view))
    if (!['running', 'stopped', 'restart'].includes(view.state)) return 1
    const deleteData = await decide(terminal, options)
    if (deleteData === null) return unchanged(terminal)
    await api.windowsContainers.remove.mutate({ deleteData })
    say(terminal, deleteData ? 'Removed, with its data.' : `Removed. Its data stays in ${view.data}.`)
    return 0
  })
}

function viewLines({ state, data, kept, bytes }: WindowsContainersView): string[] {
  const much = bytes === null ? 'how much that is only the running engine knows' : size(bytes)
  return [states[state], ...(kept ? [`Images, containers and volumes: ${data} (${much})`] : [])]
}

async function decide(
  terminal: Terminal,
  { keepData, deleteData, yes }: RemovalOptions,
): Promise<boolean | null> {
  if (yes && (keepData || deleteData)) return deleteData ?? false
  const answer = await asked(
    terminal,
    'Remove it: [k]eep this data, [d]elete it (at once, before Windows asks), or [c]ancel? [k/d/C] ',
  )
  return answer === 'd' ? true : answer === 'k' ? false : null
}

function unchanged(terminal: Terminal): number {
  say(terminal, 'Nothing was changed.')
  return 1
}

/** The first letter of the answer; "" where there is none. */
async function asked({ input, output, interrupted }: Terminal, question: string): Promise<string> {
  if (!input.isTTY || !output.isTTY)
    throw new BerthError('bad-input', 'Nobody is here to be asked, so nothing was changed.', {
      hint: 'Run it in a terminal, or with --yes; "remove" takes --keep-data or --delete-data besides.',
    })
  const prompt = createInterface({ input, output })
  try {
    return (await prompt.question(question, { signal: interrupted })).trim().toLowerCase().slice(0, 1)
  } catch {
    return ''
  } finally {
    prompt.close()
  }
}

async function withHost(
  { hosts }: Context,
  work: (host: HostConnection) => Promise<number>,
): Promise<number> {
  const host = await hosts.ensure()
  try {
    return await work(host)
  } catch (thrown) {
    throw fromClientError(thrown)
  } finally {
    await leave(host)
  }
}
