import {
  isInPath,
  linkCommand,
  linkedCommands,
  unlinkCommand,
  type LinkResult,
} from '../../base/command-links.ts'
import { commandFolder } from '../../base/paths.ts'
import type { Context } from '../context.ts'
import { say } from '../terminal.ts'

/** Links `berth` and `docker` into the user's folder of commands. */
export async function addToPath(context: Context): Promise<number> {
  const { terminal } = context
  const folder = commandFolder(terminal.env)
  const { commands } = await context.installation()
  const search = terminal.env['PATH'] ?? ''
  for (const name of linkedCommands)
    say(terminal, sentence(name, await linkCommand(name, commands, folder, search)))
  if (!isInPath(folder, search))
    say(terminal, `${folder} is not in your PATH: add it in your shell's profile, or log in again.`)
  return 0
}

/** Takes away what `addToPath` linked, and nothing else. */
export async function removeFromPath(context: Context): Promise<number> {
  const { terminal } = context
  const folder = commandFolder(terminal.env)
  const { commands } = await context.installation()
  for (const name of linkedCommands)
    say(
      terminal,
      (await unlinkCommand(name, commands, folder))
        ? `${name}: the link is gone.`
        : `${name}: no link of Berth's in ${folder}.`,
    )
  return 0
}

function sentence(name: string, result: LinkResult): string {
  switch (result.kind) {
    case 'linked':
      return `${name}: linked as ${result.link}.`
    case 'there':
      return `${name}: ${result.link} is there already.`
    case 'not-ours':
      return `${name}: not linked, ${result.link} is something else.`
    case 'other':
      return `${name}: not linked, ${result.command} stays in charge. Berth's is "berth docker", and the context "berth" leads to its engine.`
    case 'missing':
      return `${name}: this Berth has no such launcher.`
  }
}
