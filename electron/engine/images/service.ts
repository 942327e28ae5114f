import type { ImageDetail, ImageSizes, RemovedImage, TagNews } from '../../api/schema/images.ts'
import { pullImage } from '../pull/pull.ts'
import { pushImage } from '../pull/push.ts'
import { parseReference } from '../pull/reference.ts'
import type { Registries } from '../registry/registries.ts'
import type { Room } from '../room.ts'
import { loadImages, saveImages } from './archive.ts'
import { imageCache } from './cache.ts'
import { imageDetail } from './detail.ts'
import { imageSizes } from './disk-use.ts'
import { ImageNews } from './news.ts'
import { removeImage } from './remove.ts'
import { tagImage } from './tag.ts'

const never = new AbortController().signal

/** Fulfils the contract's `ImagesService`. */
export function imagesService(room: Room, registries: Registries) {
  const { client, connection, containers, jobs, credentials, diskUse, log } = room
  const images = imageCache(client, connection, containers, log)
  const news = new ImageNews(client, registries)
  return {
    watch: (signal: AbortSignal) => images.watch(signal),
    async sizes(): Promise<ImageSizes> {
      connection.require('measure the images')
      return imageSizes((await diskUse.measure('images', never)).value)
    },
    async detail(id: string, platform: string | null): Promise<ImageDetail> {
      connection.require(`inspect the image ${id}`)
      return imageDetail(client, id, platform)
    },
    async pull(text: string, platform: string | null = null): Promise<string> {
      connection.require(`pull ${text}`)
      parseReference(text)
      return jobs.start(
        'pull',
        platform === null ? text : `${text} (${platform})`,
        (signal, tell) => pullImage(client, credentials, { text, platform }, signal, tell),
        { again: true },
      )
    },
    async push(text: string): Promise<string> {
      connection.require(`push ${text}`)
      parseReference(text)
      return jobs.start('push', text, (signal, tell) => pushImage(client, credentials, text, signal, tell), {
        again: true,
      })
    },
    async tag(id: string, name: string): Promise<void> {
      connection.require(`name the image ${name}`)
      await tagImage(client, id, name)
    },
    async remove(id: string, options: { force: boolean }): Promise<RemovedImage> {
      connection.require('remove the image')
      const nameOf = (short: string): string =>
        containers.table.rows().find((row) => row.id.startsWith(short))?.name ?? short
      return removeImage(client, id, options, nameOf)
    },
    save: (names: readonly string[]) => saveImages(room, names),
    load: (file: string, importAs: string | null) => loadImages(room, file, importAs),
    async news(tag: string, fresh: boolean): Promise<TagNews> {
      connection.require(`ask the registry for ${tag}`)
      return news.of(tag, fresh, never)
    },
  }
}
