import { access, constants, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { isGit, type BuildRequest } from '../../api/schema/builds.ts'
import { BerthError } from '../../base/errors.ts'
import { absolutePath } from '../../base/paths.ts'

/** bytes of a Dockerfile that is kept with its build */
const mostDockerfile = 512 * 1024

/** The request with its paths absolute. Rejects with `bad-input` when something that it names is not there. */
export async function prepared(request: BuildRequest): Promise<BuildRequest> {
  const secrets = request.secrets.map(({ id, file }) => ({ id, file: absolutePath(file) }))
  for (const { id, file } of secrets) await needFile(file, `The secret ${id}`)
  if (request.output === 'push' && request.tags.length === 0)
    throw new BerthError('bad-input', 'A build that is pushed needs a tag: it says where to.', {
      hint: 'Give it a tag such as registry/name:version.',
    })
  return { ...request, ...(await placed(request)), secrets }
}

/** Where the build's files are, with paths absolute. */
export async function placed<T extends Pick<BuildRequest, 'context' | 'dockerfile'>>(asked: T): Promise<T> {
  if (isGit(asked.context)) return asked
  const context = absolutePath(asked.context)
  const found = await stat(context).catch(() => null)
  if (!found?.isDirectory())
    throw new BerthError('bad-input', found ? `${context} is no folder.` : `There is no folder ${context}.`, {
      hint: 'Pick the folder that holds the Dockerfile and what it copies.',
    })
  const dockerfile = asked.dockerfile === null ? null : inContext(context, asked.dockerfile)
  const file = dockerfile ?? path.join(context, 'Dockerfile')
  await needFile(file, 'The Dockerfile')
  return { ...asked, context, dockerfile }
}

/** The Dockerfile of a build that comes from a folder here; null for a repository's, or one beyond all size. */
export async function dockerfileOf(request: BuildRequest): Promise<{ name: string; text: string } | null> {
  if (isGit(request.context)) return null
  const file = request.dockerfile ?? path.join(request.context, 'Dockerfile')
  const found = await stat(file).catch(() => null)
  if (!found?.isFile() || found.size > mostDockerfile) return null
  return { name: path.basename(file), text: await readFile(file, 'utf8') }
}

/** A relative Dockerfile is meant from the context on. */
function inContext(context: string, dockerfile: string): string {
  return dockerfile.startsWith('~') ? absolutePath(dockerfile) : path.resolve(context, dockerfile)
}

async function needFile(file: string, what: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile())
    throw new BerthError('bad-input', `${what} is not there: ${file}.`, { hint: 'Pick another file.' })
  await access(file, constants.R_OK).catch(() => {
    throw new BerthError('bad-input', `${what} cannot be read: ${file}.`, {
      hint: 'Make it readable for you, or pick another file.',
    })
  })
}

/** What people call a build: its first tag, else its folder or repository. */
export function buildName({ tags, context }: Pick<BuildRequest, 'tags' | 'context'>): string {
  const [tag] = tags
  if (tag !== undefined) return tag
  const plain = context.replace(/[#?].*$/, '').replace(/\/+$/, '')
  return (
    plain
      .split(/[/:]/)
      .at(-1)
      ?.replace(/\.git$/, '') || context
  )
}
