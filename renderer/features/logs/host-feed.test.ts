// @vitest-environment node
import { expect, test, vi } from 'vitest'
import type { Client } from '../../client/connection.ts'
import { hostFeed } from './host-feed.ts'

interface Asked {
  onData(lines: string[]): void
  onConnectionStateChange(change: { state: string }): void
}

test('Berth’s own logs are read anew after a lost connection', async () => {
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frame())
  const asked: Asked[] = []
  const client = {
    host: {
      logs: {
        subscribe: (_input: unknown, on: Asked) => {
          asked.push(on)
          return { unsubscribe: () => undefined }
        },
      },
    },
  } as unknown as Client
  const feed = hostFeed(client, 'host')
  asked[0]!.onData(['one', 'two'])
  asked[0]!.onConnectionStateChange({ state: 'connecting' })
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  asked[1]!.onData(['one', 'two', 'three'])
  expect(feed.buffer.size).toBe(3)
  expect(feed.buffer.text(feed.buffer.first)).toBe('one')
})
