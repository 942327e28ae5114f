import { quoted } from '../../electron/api/schema/docker-run/quote.ts'

export { quoted }

/**
 * The docker context of the engine that this page shows, where that is not Berth's own. A page shows one engine for as
 * long as it is loaded.
 */
let elsewhere: string | null = null

/** Has all commands lead to the engine of that docker context; null: to Berth's own. */
export function leadCommandsTo(context: string | null): void {
  elsewhere = context
}

/** A docker command line, led to the engine that the page shows. */
export const led = (line: string): string =>
  elsewhere === null ? line : line.replace(/^docker /, `docker --context ${quoted(elsewhere)} `)

/** The docker command line that does the same as the page is about to do. */
export const dockerCommand = (...words: string[]): string => led(['docker', ...words.map(quoted)].join(' '))

/** One for a first try: it names the context, which works whatever the user's current one is. */
export const firstCommand = (...words: string[]): string =>
  ['docker', '--context', elsewhere ?? 'berth', ...words].map(quoted).join(' ')

/** The same removal as a command; several containers at once are one command. */
export function removeContainersCommand(
  names: string[],
  options: { force: boolean; volumes: boolean },
): string {
  const flags = [...(options.force ? ['-f'] : []), ...(options.volumes ? ['-v'] : [])]
  return dockerCommand('rm', ...flags, ...names)
}
