import { quoted } from '../../electron/api/schema/docker-run/words.ts'

export { quoted }

/** The docker command line that does the same as the page is about to do. */
export function dockerCommand(...words: string[]): string {
  return ['docker', ...words.map(quoted)].join(' ')
}

/** The same removal as a command; several containers at once are one command. */
export function removeContainersCommand(
  names: string[],
  options: { force: boolean; volumes: boolean },
): string {
  const flags = [...(options.force ? ['-f'] : []), ...(options.volumes ? ['-v'] : [])]
  return dockerCommand('rm', ...flags, ...names)
}
