import { expect, test } from 'vitest'
import { BerthError } from '../base/errors.ts'
import { silent } from '../base/log.ts'
import { Topic } from '../base/topic.ts'
import type { LinkState } from '../guest/index.ts'
import { keepLink } from './keep-link.ts'

const lost = (): LinkState => ({
  kind: 'lost',
  since: new Date().toISOString(),
  error: new BerthError('guest-unreachable', 'Lost.', { hint: 'Wait.' }),
})

function linkThat(runs: () => boolean) {
  const asked = Promise.withResolvers<undefined>()
  const guest = {
    changes: new Topic<LinkState>(),
    state: { kind: 'idle' } as LinkState,
    tries: 0,
    reconnect(): Promise<void> {
      guest.tries++
      asked.resolve(undefined)
      return Promise.reject(new Error('still away'))
    },
    become(state: LinkState) {
      guest.state = state
      guest.changes.publish(state)
    },
  }
  keepLink({ guest, runs, log: silent, retryMs: 1 })
  return { guest, asked: asked.promise }
}

test('a link that is lost while the machine runs is tried again', async () => {
  const { guest, asked } = linkThat(() => true)
  guest.become(lost())
  await asked
})

test('not when the machine has ended, nor when somebody else was faster', async () => {
  const stopped = linkThat(() => false)
  stopped.guest.become(lost())
  const mended = linkThat(() => true)
  mended.guest.become(lost())
  mended.guest.become({ kind: 'connected', since: new Date().toISOString() })
  const after = linkThat(() => true)
  after.guest.become(lost())
  await after.asked
  expect([stopped.guest.tries, mended.guest.tries]).toEqual([0, 0])
})
