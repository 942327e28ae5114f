import { expect, it } from 'vitest'
import { PullProgress } from './progress.ts'

function after(...messages: unknown[]): PullProgress {
  const progress = new PullProgress()
  for (const message of messages) progress.push(message)
  return progress
}

it('follows each layer from the messages of the engine', () => {
  const progress = after(
    { status: 'Pulling from library/alpine', id: '3.23' },
    { status: 'Pulling fs layer', progressDetail: {}, id: 'aa' },
    { status: 'Pulling fs layer', progressDetail: {}, id: 'bb' },
    { status: 'Already exists', progressDetail: { hidecounts: true }, id: 'cc' },
    { status: 'Downloading', progressDetail: { current: 100, total: 1000 }, id: 'aa' },
  )
  expect(progress.line).toBe('Pulling from library/alpine')
  expect(progress.layers).toEqual([
    { id: 'aa', status: 'Downloading', currentBytes: 100, totalBytes: 1000 },
    { id: 'bb', status: 'Pulling fs layer', currentBytes: null, totalBytes: null },
    { id: 'cc', status: 'Already exists', currentBytes: null, totalBytes: null },
  ])
  progress.push({ status: 'Download complete', progressDetail: { hidecounts: true }, id: 'aa' })
  // Seconds, not bytes.
  progress.push({ status: 'Extracting', progressDetail: { current: 3, units: 's' }, id: 'aa' })
  expect(progress.layers[0]).toEqual({ id: 'aa', status: 'Extracting', currentBytes: 1000, totalBytes: 1000 })
  progress.push({ status: 'Status: Downloaded newer image for alpine:3.23' })
  expect(progress.line).toBe('Status: Downloaded newer image for alpine:3.23')
  expect(progress.error).toBeNull()
})

it('keeps the words of a failure', () => {
  expect(after({ errorDetail: { message: 'no space' }, error: 'old words' }).error).toBe('no space')
  expect(after({ error: 'old words' }).error).toBe('old words')
})

it('does with a total that is not known, and with nonsense', () => {
  const progress = after(
    { status: 'Downloading', progressDetail: { current: 5, total: -1 }, id: 'aa' },
    { status: 'Download complete', id: 'aa' },
    null,
    'text',
    { id: 'bb' },
    { status: 7, id: 'cc' },
  )
  expect(progress.layers).toEqual([
    { id: 'aa', status: 'Download complete', currentBytes: 5, totalBytes: null },
  ])
})

it('keeps no more layers than an image has', () => {
  const many = Array.from({ length: 5000 }, (_, at) => ({ status: 'Waiting', id: `layer-${at}` }))
  expect(after(...many).layers.length).toBe(512)
})

it('follows a push', () => {
  const progress = after(
    { status: 'The push refers to repository [127.0.0.1:5000/big]' },
    { status: 'Waiting', progressDetail: {}, id: 'aa' },
    { status: 'Pushing', progressDetail: { current: 300, total: 1000 }, id: 'aa' },
    { status: 'Layer already exists', progressDetail: {}, id: 'bb' },
  )
  expect(progress.layers).toEqual([
    { id: 'aa', status: 'Pushing', currentBytes: 300, totalBytes: 1000 },
    { id: 'bb', status: 'Layer already exists', currentBytes: null, totalBytes: null },
  ])
  progress.push({ status: 'Pushed', progressDetail: {}, id: 'aa' })
  expect(progress.layers[0]).toMatchObject({ currentBytes: 1000 })
})
