import { expect, it } from 'vitest'
import { ComposeOutputs } from './output.ts'

const line = (text: string) => ({ kind: 'text' as const, text })

it('tells all that is kept of one project, then what is said; the oldest lines go', async () => {
  const outputs = new ComposeOutputs()
  outputs.say(
    'shop',
    Array.from({ length: 6000 }, (_, at) => line(`${at}`)),
  )
  outputs.say('other', [line('no')])
  const ends = new AbortController()
  const watch = outputs.watch('shop', ends.signal)
  const first = (await watch.next()).value
  expect(first).toMatchObject({ whole: true })
  expect(first?.lines).toHaveLength(5000)
  expect(first?.lines[0]).toMatchObject({ text: '1000', kind: 'text' })
  const next = watch.next()
  outputs.say('other', [line('no')])
  outputs.say('shop', [line('yes')])
  expect((await next).value).toMatchObject({ whole: false, lines: [{ text: 'yes' }] })
  ends.abort()
  expect((await watch.next()).done).toBe(true)
})

it('forgets the project that was spoken of longest ago', async () => {
  const outputs = new ComposeOutputs()
  for (let at = 0; at < 101; at += 1) outputs.say(`p${at}`, [line('x')])
  const kept = async (project: string): Promise<number | undefined> => {
    const ends = new AbortController()
    const { value } = await outputs.watch(project, ends.signal).next()
    ends.abort()
    return value?.lines.length
  }
  expect(await kept('p0')).toBe(0)
  expect(await kept('p1')).toBe(1)
})
