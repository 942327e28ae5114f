import { chmod, lstat, mkdir, unlink } from 'node:fs/promises'
import { connect, type Server } from 'node:net'
import path from 'node:path'
import { BerthError, isSystemError } from '../../base/errors.ts'

/** Connections that may wait to be accepted: many clients may come in one moment. */
const backlog = 511

/**
 * Makes `server` listen on a Unix socket that only its user can reach: mode 0600, in a folder of mode 0700 that is
 * made if it is missing. A socket that nobody listens on is replaced; nothing else is.
 *
 * @throws BerthError `conflict` when somebody listens there or something else has that name, `home-unusable` when the
 * folder cannot be made private
 */
export async function listenPrivately(server: Server, socketPath: string): Promise<void> {
  await makePrivate(path.dirname(socketPath))
  await removeStale(socketPath)
  await new Promise<void>((resolve, reject) => {
    const failed = (error: Error): void => reject(cannotListen(socketPath, error))
    server.once('error', failed)
    // The socket gets its mode from the umask as listen() makes it, so that at no time anybody else could connect.
    const umask = process.umask(0o177)
    try {
      server.listen({ path: socketPath, backlog }, () => {
        server.off('error', failed)
        resolve()
      })
    } finally {
      process.umask(umask)
    }
  })
}

async function makePrivate(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const found = await lstat(folder)
    // In a shared folder such as /tmp, the name may be somebody else's trap.
    const foreign = process.getuid !== undefined && found.uid !== process.getuid()
    if (!found.isDirectory() || foreign) throw new Error('it is not a folder of yours')
    if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new BerthError('home-unusable', `The folder for sockets ${folder} cannot be used: ${why}.`, {
      hint: 'Give it to your user, or set BERTH_HOME to another folder.',
      cause: error,
    })
  }
}

async function removeStale(socketPath: string): Promise<void> {
  const found = await lstat(socketPath).catch(() => null)
  if (!found) return
  if (!found.isSocket()) {
    throw new BerthError('conflict', `${socketPath} is in the way: it is not a socket.`, {
      hint: 'Move it elsewhere, then try again.',
    })
  }
  if (await isAnswering(socketPath)) {
    throw new BerthError('conflict', `Another program listens on ${socketPath}.`, {
      hint: 'End it (it may be another Berth with the same BERTH_HOME), then try again.',
    })
  }
  await unlink(socketPath).catch((error: unknown) => {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw cannotListen(socketPath, error)
  })
}

/** Only a refusal proves that nobody listens; a socket that we may not enter, or that is too busy, is somebody's. */
function isAnswering(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socketPath)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT')
    })
  })
}

function cannotListen(socketPath: string, cause: unknown): BerthError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new BerthError('home-unusable', `No socket can be made at ${socketPath}: ${why}.`, {
    hint: 'Set BERTH_HOME to a folder of a local disk with a short path.',
    cause,
  })
}
