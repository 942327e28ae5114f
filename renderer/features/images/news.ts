import type { ImageRow, TagNews } from '../../../electron/api/schema/images.ts'
import type { Berth } from '../../client/berth.ts'
import { plainError } from '../../client/errors.ts'
import { Store } from '../../client/store.ts'
import { tell } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'

/** What registries said of the tags that are here, since the page was opened. */
export const newsByTag = new Store<ReadonlyMap<string, TagNews>>(new Map())

/** How far a check is; null while there is none. */
export const newsCheck = new Store<{ done: number; all: number } | null>(null)

/** How many registries are asked at once. */
const atOnce = 4

export const isNewer = (tag: string): boolean => newsByTag.get().get(tag)?.state === 'newer'

/** Asks the registries about all names of `rows`. `fresh: false` makes do with what they said within the hour. */
export async function checkForNews(
  berth: Berth,
  rows: readonly ImageRow[],
  { fresh, quiet }: { fresh: boolean; quiet: boolean },
): Promise<void> {
  const tags = rows.flatMap((row) => row.tags)
  if (newsCheck.get()) return
  if (tags.length === 0) {
    if (!quiet) tell(t('images:news.nothing'))
    return
  }
  newsCheck.set({ done: 0, all: tags.length })
  const queue = [...tags]
  const worker = async (): Promise<void> => {
    for (let tag = queue.shift(); tag !== undefined; tag = queue.shift()) {
      const news = await ask(berth, tag, fresh)
      newsByTag.update((before) => new Map(before).set(news.tag, news))
      newsCheck.update((check) => check && { ...check, done: check.done + 1 })
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, tags.length) }, worker))
  newsCheck.set(null)
  if (!quiet) tell(summary(tags))
}

async function ask(berth: Berth, tag: string, fresh: boolean): Promise<TagNews> {
  try {
    return await berth.client.images.news.query({ tag, fresh })
  } catch (thrown) {
    const { message, hint } = plainError(thrown)
    return { tag, state: 'unknown', checkedAt: new Date().toISOString(), reason: `${message} ${hint}` }
  }
}

function summary(tags: readonly string[]): string {
  const found = tags.flatMap((tag) => newsByTag.get().get(tag) ?? [])
  const newer = found.filter(({ state }) => state === 'newer').length
  const unknown = found.filter(({ state }) => state === 'unknown')
  const count = tags.length
  const first = newer === 0 ? t('images:news.none', { count }) : t('images:news.some', { count, newer })
  const [sample] = unknown
  if (!sample) return first
  return `${first} ${t('images:news.unknown', { count: unknown.length, reason: sample.reason ?? '' })}`
}

/** A tag that was pulled or pushed is what its registry has: what was said before counts no longer. */
export function forgetNews(tag: string): void {
  newsByTag.update((before) => {
    const after = new Map(before)
    after.delete(tag)
    return after
  })
}
