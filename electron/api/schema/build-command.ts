import type { BuildRequest } from './builds.ts'

/**
 * The words after `docker` that build what is asked for. Values stand in one word with their flag, so that none of
 * them can be taken for a flag itself. `more`: flags besides.
 */
export function buildWords(request: BuildRequest, more: readonly string[] = []): string[] {
  const words = ['buildx', 'build', ...more]
  if (request.dockerfile !== null) words.push(`--file=${dockerfilePath(request)}`)
  if (request.target !== null) words.push(`--target=${request.target}`)
  for (const tag of request.tags) words.push(`--tag=${tag}`)
  for (const { name, value } of request.args) words.push(`--build-arg=${name}=${value}`)
  for (const { id, file } of request.secrets) words.push(`--secret=${csv([`id=${id}`, `src=${file}`])}`)
  if (request.ssh) words.push('--ssh=default')
  if (request.platforms.length > 0) words.push(`--platform=${request.platforms.join(',')}`)
  for (const { name, value } of request.labels) words.push(`--label=${name}=${value}`)
  if (request.noCache) words.push('--no-cache')
  if (request.pull) words.push('--pull')
  if (request.network !== 'default') words.push(`--network=${request.network}`)
  if (request.network === 'host') words.push('--allow=network.host')
  words.push(...outputWords(request.output))
  words.push('--', request.context)
  return words
}

/** The docker command takes a file relative to its own folder, people mean the context's; a repository's is its own. */
function dockerfilePath({ context, dockerfile }: BuildRequest): string {
  if (dockerfile === null) return 'Dockerfile'
  const isFolder = context.startsWith('/') || context.startsWith('~')
  if (!isFolder || dockerfile.startsWith('/') || dockerfile.startsWith('~')) return dockerfile
  return `${context.replace(/\/+$/, '')}/${dockerfile}`
}

function outputWords(output: BuildRequest['output']): string[] {
  switch (output) {
    case 'load':
      return ['--load']
    case 'push':
      return ['--push']
    case 'check':
      return ['--output=type=cacheonly']
  }
}

/** One record as encoding/csv reads it back, which is how buildx takes a flag of several values. */
function csv(fields: readonly string[]): string {
  return fields.map((field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')
}
