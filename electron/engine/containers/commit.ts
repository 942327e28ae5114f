import type { CommitOptions } from '../../api/schema/container.ts'
import { BerthError } from '../../base/errors.ts'
import { containerPath } from '../names.ts'
import { parseReference } from '../pull/reference.ts'
import type { Room } from '../room.ts'

/** Starts the job that makes an image of a container's files as they are; its subject is the image. */
export function commitContainer(
  { client, jobs }: Pick<Room, 'client' | 'jobs'>,
  id: string,
  options: CommitOptions,
): string {
  containerPath(id)
  const target = options.reference === null ? null : targetOf(options.reference)
  const subject = target === null ? id.slice(0, 12) : `${target.name}:${target.version}`
  const query = {
    container: id,
    repo: target?.name,
    tag: target?.version,
    author: options.author || undefined,
    comment: options.message || undefined,
    pause: options.pause,
  }
  return jobs.start('commit', subject, async (signal) => {
    const doing = `make an image of the container ${id}`
    await client.json({ doing, method: 'POST', path: '/commit', query, signal }, { deadlineMs: null })
  })
}

function targetOf(reference: string): { name: string; version: string } {
  const { name, version } = parseReference(reference)
  if (!reference.includes('@')) return { name, version }
  throw new BerthError(
    'bad-input',
    `"${reference}" has a digest, which only an image that exists can have.`,
    {
      hint: 'Name the image and its tag only: "team/app:1.2".',
    },
  )
}
