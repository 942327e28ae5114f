import { expect, it } from 'vitest'
import { messages as firstGerman } from './de/index.ts'
import { later as laterGerman } from './de/later.ts'
import { messages as firstEnglish } from './en/index.ts'
import { later as laterEnglish } from './en/later.ts'
import { t } from './index.ts'

interface Catalogue {
  readonly [key: string]: string | Catalogue
}

const english = { ...firstEnglish, ...laterEnglish }
const german = { ...firstGerman, ...laterGerman }

/** Every message by its whole key. */
function* flat(catalogue: Catalogue, before = ''): Generator<[string, string]> {
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') yield [before + key, value]
    else yield* flat(value, `${before}${key}.`)
  }
}
const valuesIn = (message: string): string[] =>
  [...message.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? '').sort()

it('puts the same values into the same messages in every language', () => {
  const others = new Map(flat(german))
  for (const [key, message] of flat(english)) {
    expect(others.get(key), key).toBeTruthy()
    // A plural form may leave its count out: "one container".
    if (!key.endsWith('_one')) expect(valuesIn(others.get(key) ?? ''), key).toEqual(valuesIn(message))
  }
  expect([...others.keys()].sort()).toEqual([...flat(english)].map(([key]) => key).sort())
})

it('writes numbers as the language does, and picks the plural', () => {
  expect(t('app:pages.containersRunning', { count: 1, all: 1200 })).toBe('1 container running of 1,200')
  expect(t('app:pages.containersRunning', { count: 0, all: 2 })).toBe('0 containers running of 2')
})
