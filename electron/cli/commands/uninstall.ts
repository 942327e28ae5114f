import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { fromClientError, type HostConnection } from '../../api/client/node.ts'
import { linkedCommands, unlinkCommand } from '../../base/command-links.ts'
import { unlinkDefaultSocket } from '../../base/default-socket.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'
import { autostartEntry, commandFolder, updaterCache } from '../../base/paths.ts'
import type { Context } from '../context.ts'
import { resetLines } from '../render/reset.ts'
import { say, type Terminal } from '../terminal.ts'
import { leave } from './lifecycle.ts'

export interface UninstallOptions {
  readonly keepData?: boolean
  readonly deleteData?: boolean
  readonly yes?: boolean
}

/**
 * Puts away what Berth set up for this user: the machine is stopped, the docker context, the links in the PATH, the entry that
 * starts it at login and fetched updates go; the data as the user says, asked once. The application's own files are the package's to remove.
 */
export async function uninstall(context: Context, options: UninstallOptions): Promise<number> {
  const { hosts, terminal } = context
  const host = await hosts.ensure()
  try {
    const preview = await host.api.host.resetPreview.query()
    await tellOfWindows(context, host)
    const deleteData = await decide(terminal, options, resetLines(preview))
    if (deleteData === null) {
      say(terminal, 'Nothing was changed.')
      await leave(host)
      return 1
    }
    await (deleteData ? host.api.host.reset.mutate() : host.api.host.leave.mutate())
    await host.closed
    await removeTraces(context)
    say(
      terminal,
      deleteData ? 'Deleted, and nothing of it is set up any more.' : `Your data stays in ${preview.home}.`,
      'Now remove the application as you installed it: by your package manager, or by deleting its file.',
    )
    return 0
  } catch (thrown) {
    await leave(host)
    throw fromClientError(thrown)
  }
}

/** A service of the whole computer is not put away on the side: its data may be others' too, and it needs an administrator. */
async function tellOfWindows({ terminal }: Context, { api }: HostConnection): Promise<void> {
  const view = await api.windowsContainers.look.query().catch(() => null)
  if (view && ['running', 'stopped', 'restart'].includes(view.state))
    say(
      terminal,
      'The engine for Windows containers stays a service of this computer. To have it go, run first:',
      '  berth windows-containers remove',
    )
}

/** What lies outside of the home and is not the host's. */
async function removeTraces(context: Context): Promise<void> {
  const { terminal, paths } = context
  await unlinkDefaultSocket(paths.run.engineSocket).catch((thrown: unknown) => {
    const { message, hint } = toBerthError(thrown)
    say(terminal, `${message} ${hint}`)
  })
  const { commands } = await context.installation()
  const folder = commandFolder(terminal.env)
  for (const name of linkedCommands) await unlinkCommand(name, commands, folder)
  await rm(autostartEntry(terminal.env), { force: true })
  await rm(updaterCache(terminal.env), { recursive: true, force: true })
}

/** Whether the data goes; null when the user wants none of it. */
async function decide(
  { input, output, interrupted }: Terminal,
  { keepData, deleteData, yes }: UninstallOptions,
  lines: readonly string[],
): Promise<boolean | null> {
  if (yes && (keepData || deleteData)) return deleteData ?? false
  if (!input.isTTY || !output.isTTY)
    throw new BerthError('bad-input', 'Nobody is here to be asked, so nothing was changed.', {
      hint: 'Run it in a terminal, or with --yes and either --keep-data or --delete-data.',
    })
  for (const line of lines) output.write(`${line}\n`)
  const prompt = createInterface({ input, output })
  try {
    const question = 'Uninstall: [k]eep this data, [d]elete it, or [c]ancel? [k/d/C] '
    const answer = (await prompt.question(question, { signal: interrupted })).trim().toLowerCase()
    return answer === 'd' ? true : answer === 'k' ? false : null
  } catch {
    return null
  } finally {
    prompt.close()
  }
}
