import { lstat, readlink, realpath, stat, symlink, unlink } from 'node:fs/promises'
import path from 'node:path'
import { BerthError, isSystemError } from './errors.ts'

/** Where programs look for a Docker Engine that were told nothing; on Windows a pipe, which is no file. */
export const defaultSocket = '/var/run/docker.sock'

export type SocketLink =
  | { readonly kind: 'linked' | 'there' }
  /** a link that led nowhere has given way */
  | { readonly kind: 'replaced'; readonly before: string }

/**
 * Has `link` lead to the engine's socket. What leads to another engine stays: rejects with `conflict` then, and with
 * `bad-input` and the command that an administrator can run where this user may not.
 */
export async function linkDefaultSocket(engineSocket: string, link = defaultSocket): Promise<SocketLink> {
  const before = await readlink(link).catch(() => null)
  if (before !== null && leadsTo(link, before, engineSocket)) return { kind: 'there' }
  if (before === null ? await exists(lstat(link)) : await exists(stat(link)))
    throw new BerthError('conflict', `${link} is another engine's${before === null ? '' : ` (${before})`}.`, {
      hint: 'It stays. Stop that engine and take its socket away first, or use the docker context "berth".',
    })
  await asThisUser(link, `sudo ln -sfn '${engineSocket.replaceAll("'", `'\\''`)}' ${link}`, async () => {
    if (before !== null) await unlink(link)
    await symlink(engineSocket, link)
  })
  return before === null ? { kind: 'linked' } : { kind: 'replaced', before }
}

/** Takes `link` away if it leads to the engine's socket; resolves with whether it did. Rejects as `linkDefaultSocket` does. */
export async function unlinkDefaultSocket(engineSocket: string, link = defaultSocket): Promise<boolean> {
  const target = await readlink(link).catch(() => null)
  if (target === null || !leadsTo(link, target, engineSocket)) return false
  await asThisUser(link, `sudo rm ${link}`, () => unlink(link))
  return true
}

/** Whether both are one socket, by whatever links. */
export async function isSameSocket(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((file) => realpath(file).catch(() => null)))
  return a !== null && a === b
}

const leadsTo = (link: string, found: string, target: string): boolean =>
  path.resolve(path.dirname(link), found) === target

async function asThisUser(link: string, command: string, change: () => Promise<void>): Promise<void> {
  try {
    await change()
  } catch (thrown) {
    if (!isSystemError(thrown) || !['EACCES', 'EPERM', 'EROFS'].includes(thrown.code)) throw thrown
    throw new BerthError('bad-input', `${link} can only be changed by an administrator.`, {
      hint: `Run: ${command}`,
      cause: thrown,
    })
  }
}

const exists = (looked: Promise<unknown>): Promise<boolean> =>
  looked.then(
    () => true,
    () => false,
  )
