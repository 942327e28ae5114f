import type { RemovedImage } from '../../api/schema/images.ts'
import { pullImage } from '../pull/pull.ts'
import { parseReference } from '../pull/reference.ts'
import type { Room } from '../room.ts'
import { imageCache } from './cache.ts'
import { removeImage } from './remove.ts'

/** Fulfils the contract's `ImagesService`. */
export function imagesService({ client, connection, containers, jobs, credentials, log }: Room) {
  const images = imageCache(client, connection, containers, log)
  return {
    watch: (signal: AbortSignal) => images.watch(signal),
    async pull(reference: string): Promise<string> {
      connection.require(`pull ${reference}`)
      parseReference(reference)
      return jobs.start(
        'pull',
        reference,
        (signal, tell) => pullImage(client, credentials, reference, signal, tell),
        { again: true },
      )
    },
    async remove(id: string, options: { force: boolean }): Promise<RemovedImage> {
      connection.require('remove the image')
      const nameOf = (short: string): string =>
        containers.table.rows().find((row) => row.id.startsWith(short))?.name ?? short
      return removeImage(client, id, options, nameOf)
    },
  }
}
