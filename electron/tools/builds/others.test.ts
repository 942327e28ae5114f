import { expect, it, vi } from 'vitest'
import { silent } from '../../base/log.ts'
import type { DockerCli } from '../docker-cli.ts'
import { OtherBuilds } from './others.ts'

const line = (ref: string): string =>
  JSON.stringify({ ref: `default/default/${ref}`, status: 'Completed', created_at: '2026-11-27T10:00:00Z' })

it('does not bring back what was removed while a look was under way', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const output = vi.fn<DockerCli['output']>(() => promise)
  const others = new OtherBuilds({
    docker: { output } as unknown as DockerCli,
    log: silent,
    everyMs: 60_000,
    changed: () => undefined,
  })
  const look = others.peek(new AbortController().signal)
  others.forget(['gone1234'])
  resolve([line('gone1234'), line('kept1234')].join('\n'))
  await look
  expect(others.records.map(({ ref }) => ref)).toEqual(['kept1234'])
})
