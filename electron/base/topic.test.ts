import { expect, test } from 'vitest'
import { Topic } from './topic.ts'

test('followers get every value in order, until they are called off', async () => {
  const topic = new Topic<number>()
  const controller = new AbortController()
  const seen: number[] = []
  const following = (async () => {
    for await (const value of topic.follow(controller.signal)) {
      seen.push(value)
      if (value === 3) controller.abort()
    }
  })()
  await Promise.resolve()
  topic.publish(1)
  topic.publish(2)
  topic.publish(3)
  topic.publish(4)
  await following
  expect(seen).toEqual([1, 2, 3])
})

test('a slow follower of the latest skips what lies between', async () => {
  const topic = new Topic<number>()
  const controller = new AbortController()
  const iterator = topic.follow(controller.signal, { latestOnly: true })
  const first = iterator.next()
  topic.publish(1)
  expect((await first).value).toBe(1)
  topic.publish(2)
  topic.publish(3)
  expect((await iterator.next()).value).toBe(3)
  controller.abort()
  expect((await iterator.next()).done).toBe(true)
})

test('an aborted wait ends without an error and lets go of the topic', async () => {
  const topic = new Topic<number>()
  const controller = new AbortController()
  const iterator = topic.follow(controller.signal)
  const waiting = iterator.next()
  controller.abort()
  expect((await waiting).done).toBe(true)
})

test('a listener that was taken off hears no more', () => {
  const topic = new Topic<string>()
  const heard: string[] = []
  const off = topic.subscribe((value) => heard.push(value))
  topic.publish('a')
  off()
  topic.publish('b')
  expect(heard).toEqual(['a'])
})
