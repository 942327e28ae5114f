import { expect, it } from 'vitest'
import { keyAt, typingAt } from './place.ts'

/** The text without its mark "|", and where that was. */
function marked(text: string): [string, number] {
  const at = text.indexOf('|')
  return [text.slice(0, at) + text.slice(at + 1), at]
}

it.each<[string, (string | number)[], 'key' | 'value', string]>([
  ['|', [], 'key', ''],
  ['ser|', [], 'key', 'ser'],
  ['services:\n  web:\n    im|', ['services', 'web'], 'key', 'im'],
  ['services:\n  web:\n    |', ['services', 'web'], 'key', ''],
  ['services:\n  web:\n    image: x\n  |', ['services'], 'key', ''],
  ['services:\n  web:\n    image: busy|', ['services', 'web', 'image'], 'value', 'busy'],
  ['services:\n  web:\n    restart: |', ['services', 'web', 'restart'], 'value', ''],
  ['services:\n  web:\n    ports:\n      - |', ['services', 'web', 'ports', 0], 'key', ''],
  ['services:\n  web:\n    ports:\n    - 80\n    - |', ['services', 'web', 'ports', 0], 'key', ''],
  [
    'services:\n  web:\n    volumes:\n      - type: volume\n        so|',
    ['services', 'web', 'volumes', 0],
    'key',
    'so',
  ],
  [
    'services:\n  web:\n    volumes:\n      - type: vol|',
    ['services', 'web', 'volumes', 0, 'type'],
    'value',
    'vol',
  ],
  [
    'services:\n  web:\n    volumes:\n      - source: a\n        bind:\n          pro|',
    ['services', 'web', 'volumes', 0, 'bind'],
    'key',
    'pro',
  ],
  ['services:\n  # a comment\n\n  "web":\n    # another\n    de|', ['services', 'web'], 'key', 'de'],
  ['services:\n  web:\n    image: x\nvol|', [], 'key', 'vol'],
])('knows what is typed in %j', (text, path, kind, typed) => {
  expect(typingAt(...marked(text))).toMatchObject({ path, kind, typed })
})

it('knows the key under the pointer', () => {
  expect(keyAt(...marked('services:\n  web:\n    ima|ge: x'))).toEqual({
    path: ['services', 'web', 'image'],
    from: 21,
    to: 26,
  })
  expect(keyAt(...marked('services:\n  web:\n    image: x|'))).toBeNull()
  expect(keyAt(...marked('- |80'))).toBeNull()
})
