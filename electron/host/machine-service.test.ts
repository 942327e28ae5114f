import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Topic } from '../base/topic.ts'
import { machineService, type MachineServiceParts } from './machine-service.ts'

/** A guest whose link answers, or is silent until it is made anew. */
function sleeper(state: string, link: 'good' | 'broken' | 'silent') {
  const calls: string[] = []
  let now = link
  const guest = {
    commands: {
      async setClock(signal: AbortSignal, options: { exactly?: boolean }) {
        calls.push(`clock ${now} ${options.exactly === true ? 'exactly' : ''}`.trim())
        if (now === 'broken') throw new Error('the connection is gone')
        if (now === 'silent')
          await new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason as Error)),
          )
      },
    },
    async reconnect() {
      calls.push('reconnect')
      now = 'good'
    },
  }
  const parts = { machine: { snapshot: { state } }, guest, changed: new Topic<undefined>() }
  const service = machineService(parts as unknown as MachineServiceParts)
  return { calls, wake: () => service.wake() }
}

describe('after sleep', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('the guest gets the time, over the connection that it has', async () => {
    const { calls, wake } = sleeper('running', 'good')
    await wake()
    expect(calls).toEqual(['clock good exactly'])
  })

  test.each(['broken', 'silent'] as const)(
    'a connection that is %s is made anew, and then the time set',
    async (link) => {
      const { calls, wake } = sleeper('running', link)
      const woken = wake()
      await vi.advanceTimersByTimeAsync(5000)
      await woken
      expect(calls).toEqual([`clock ${link} exactly`, 'reconnect', 'clock good exactly'])
    },
  )

  test('a machine that does not run is left alone', async () => {
    const { calls, wake } = sleeper('suspended', 'silent')
    await wake()
    expect(calls).toEqual([])
  })
})
