import type { ImageRow } from '../../../electron/api/schema/images.ts'
import { registryOf } from './words.ts'

type Test = (row: ImageRow, isNewer: (tag: string) => boolean) => boolean

/**
 * What a filter's text lets through: every word has to be in a name, an id or a user of the image; `term:value` asks
 * for one thing in particular. Text that looks like no term that there is, such as "alpine:3", is a word.
 */
export function imageFilter(text: string): Test {
  const tests = text.toLowerCase().split(/\s+/).filter(Boolean).map(testOf)
  return (row, isNewer) => tests.every((test) => test(row, isNewer))
}

function testOf(word: string): Test {
  const [, term = '', value = ''] = /^([a-z]+):(.*)$/.exec(word) ?? []
  switch (term) {
    case 'used':
      return (row) => row.usedBy.length > 0 === (value === 'yes')
    case 'is':
      if (value === 'dangling') return (row) => row.tags.length === 0
      if (value === 'newer') return (row, isNewer) => row.tags.some(isNewer)
      break
    case 'platform':
      return (row) => row.platforms.some(({ name, here }) => here && name.includes(value))
    case 'registry':
      return (row) => row.tags.some((tag) => registryOf(tag).includes(value))
    case 'container':
      return (row) => row.usedBy.some((name) => name.toLowerCase().includes(value))
    case 'label': {
      const [name = '', wanted] = value.split('=')
      return (row) =>
        Object.entries(row.labels).some(
          ([key, is]) => key.toLowerCase() === name && (wanted === undefined || is.toLowerCase() === wanted),
        )
    }
  }
  return (row) => textOf(row).includes(word)
}

const textOf = (row: ImageRow): string =>
  [...row.tags, row.id, ...row.digests, ...row.usedBy].join(' ').toLowerCase()

/** The ready-made filters, as the term that each puts in. */
export const shows = {
  all: '',
  used: 'used:yes',
  unused: 'used:no',
  dangling: 'is:dangling',
  newer: 'is:newer',
} as const
export type Show = keyof typeof shows

const terms = new Set<string>(Object.values(shows).filter(Boolean))

/** Which of the ready-made ones a filter holds. */
export function shownBy(text: string): Show {
  const words = text.split(/\s+/)
  const found = (Object.keys(shows) as Show[]).find((show) => show !== 'all' && words.includes(shows[show]))
  return found ?? 'all'
}

/** The filter with another ready-made one in it, and all else that it says. */
export function withShow(text: string, show: Show): string {
  const rest = text.split(/\s+/).filter((word) => word !== '' && !terms.has(word))
  return [...rest, shows[show]].filter(Boolean).join(' ')
}
