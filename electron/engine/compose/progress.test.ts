import { describe, expect, it } from 'vitest'
import { ComposeProgress } from './progress.ts'

/** What a command says, as compose 5.6 wrote it; values as JSON. */
function said(...messages: (object | string)[]): { lines: string[]; progress: ComposeProgress } {
  const progress = new ComposeProgress()
  const lines = messages
    .flatMap((message) => progress.push(typeof message === 'string' ? message : JSON.stringify(message)))
    .map(({ kind, text }) => `${kind}: ${text}`)
  return { lines, progress }
}

describe('the progress of compose', () => {
  it('says each step once', () => {
    const creating = { id: 'Volume shop_data', status: 'Working', text: 'Creating' }
    const { lines, progress } = said(creating, creating, { ...creating, status: 'Done', text: 'Created' })
    expect(lines).toEqual(['progress: Volume shop_data Creating', 'progress: Volume shop_data Created'])
    expect(progress.error).toBeNull()
    expect(progress.bytes).toBeNull()
  })

  it('tells warnings and errors apart, and keeps its last word', () => {
    const { lines, progress } = said(
      { level: 'warning', msg: 'The "TAG" variable is not set.', time: '2026-01-01T00:00:00Z' },
      { id: 'web', status: 'Warning', text: 'IPv4 forwarding is disabled.' },
      { id: 'Image x', status: 'Error', text: 'Error', details: 'no such host' },
      { error: true, message: 'no such host\nno such host\n\nand more' },
    )
    expect(lines).toEqual([
      'warning: The "TAG" variable is not set.',
      'warning: web IPv4 forwarding is disabled.',
      'error: Image x Error no such host',
      'error: no such host',
      'error: and more',
    ])
    expect(progress.error).toBe('no such host\nand more')
  })

  it('counts the bytes of layers, which are no lines', () => {
    const layer = (id: string, current: number) => ({
      id,
      parent_id: 'Image x',
      status: 'Working',
      text: 'Downloading',
      current,
      total: 100,
    })
    const { lines, progress } = said(layer('a', 10), layer('b', 50), layer('a', 30))
    expect(lines).toEqual([])
    expect(progress.bytes).toEqual({ current: 80, total: 200 })
  })

  it('reads the steps and the output of a build', () => {
    const vertex = { digest: 'sha256:1', name: '[2/2] RUN make' }
    const { lines } = said(
      { vertexes: [vertex] },
      { vertexes: [{ ...vertex, started: '2026-01-01T00:00:00Z' }] },
      { logs: [{ vertex: 'sha256:1', data: Buffer.from('one\ntwo\n').toString('base64') }] },
      { statuses: [{ id: 'x' }] },
      { vertexes: [{ ...vertex, started: '2026-01-01T00:00:00Z', completed: 'then', error: 'exit code 2' }] },
    )
    expect(lines).toEqual([
      'progress: [2/2] RUN make',
      'text: one',
      'text: two',
      'error: [2/2] RUN make: exit code 2',
    ])
  })

  it('leaves what is no message as it is', () => {
    expect(said('plain words', '', '{"broken', '{}', '{"id":1}').lines).toEqual([
      'text: plain words',
      'text: {"broken',
      'text: {}',
      'text: {"id":1}',
    ])
  })
})
