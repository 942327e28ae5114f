import { expect, test } from 'vitest'
import { BerthError } from '../../base/errors.ts'
import type { Services } from '../services/index.ts'
import { appRouter } from './index.ts'
import { createCaller } from './trpc.ts'

/** Only what a test gives may be called; anything else fails by itself. */
function services(parts: { [Name in keyof Services]?: Partial<Services[Name]> }): Services {
  return parts as unknown as Services
}
const images = {} as Services['engine']['images']
const caller = createCaller(appRouter)

test('input is validated before any service sees it', async () => {
  const api = caller({ services: services({}), caller: 'owner' })
  await expect(api.containers.remove({ id: '--all' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(api.containers.detail({ id: '../../version' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(api.images.pull({ reference: 'a b' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(api.terminals.resize({ terminal: 'x', size: { columns: 0, rows: 2 } })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})

test('a page can neither end nor reset the host', async () => {
  const api = caller({ services: services({}), caller: 'browser' })
  await expect(api.host.reset()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(api.host.shutDown({ unlessUsed: false })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(api.host.pageUrl()).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('the error of a service arrives as the cause, whole', async () => {
  const error = new BerthError('conflict', 'In use.', { hint: 'Stop it.' })
  const api = caller({
    services: services({ engine: { images: { ...images, remove: () => Promise.reject(error) } } }),
    caller: 'owner',
  })
  await expect(api.images.remove({ id: 'busybox' })).rejects.toMatchObject({ cause: error })
})

test('a reference with a registry, a tag and a digest passes', async () => {
  const asked: string[] = []
  const api = caller({
    services: services({
      engine: { images: { ...images, pull: async (reference) => (asked.push(reference), 'job') } },
    }),
    caller: 'browser',
  })
  const reference = 'localhost:5000/team/app:1.2@sha256:' + 'a'.repeat(64)
  await expect(api.images.pull({ reference })).resolves.toBe('job')
  expect(asked).toEqual([reference])
})
