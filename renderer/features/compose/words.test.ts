import { expect, it } from 'vitest'
import type { ComposeContainer, ComposeProject } from '../../../electron/api/schema/compose.ts'
import type { Job } from '../../../electron/api/schema/jobs.ts'
import { possibleActions } from './actions.tsx'
import { doingWords, lookOf, searchText, shortPath, statusWords, workOn } from './words.ts'

const one = (more: Partial<ComposeContainer> = {}): ComposeContainer => ({
  id: 'a',
  name: 'shop-web-1',
  number: 1,
  state: 'running',
  health: 'none',
  exitCode: null,
  image: 'busybox',
  ports: [],
  ...more,
})
const ended = one({ state: 'exited', exitCode: 0 })
const crashed = one({ state: 'exited', exitCode: 3 })

it.each<[ComposeContainer[], string, string]>([
  [[], 'No containers', 'off'],
  [[one()], '1 running', 'on'],
  [[one(), one()], 'All 2 running', 'on'],
  [[one(), ended], '1 of 2 running', 'on'],
  [[ended, ended], 'All 2 stopped', 'off'],
  [[one(), crashed], '1 of 2 running, 1 failed', 'bad'],
  [[one({ health: 'unhealthy' })], '1 running, 1 unhealthy', 'bad'],
  [[one({ health: 'starting' }), one()], 'All 2 running, 1 getting healthy', 'busy'],
  [[one({ state: 'paused' })], '1 running, 1 paused', 'paused'],
])('says how containers are together', (containers, words, look) => {
  expect(statusWords(containers)).toBe(words)
  expect(lookOf(containers)).toBe(look)
})

it('offers what makes sense', () => {
  expect(possibleActions([])).toEqual([])
  expect(possibleActions([one()])).toEqual(['stop', 'restart', 'pause', 'kill'])
  expect(possibleActions([ended])).toEqual(['start'])
  expect(possibleActions([one({ state: 'paused' })])).toEqual(['unpause', 'kill'])
})

it('knows what compose is at work on', () => {
  const job = (subject: string, more: Partial<Job> = {}): Job => ({
    id: subject,
    kind: 'compose',
    subject,
    state: 'running',
    startedAt: '',
    endedAt: null,
    layers: [],
    bytes: null,
    line: null,
    error: null,
    ...more,
  })
  const jobs = [job('up shop-2'), job('down shop', { state: 'done' }), job('stop shop/web')]
  expect(workOn(jobs, 'shop')?.subject).toBe('stop shop/web')
  expect(workOn(jobs, 'blog')).toBeNull()
  expect(doingWords(job('stop shop/web'))).toBe('stopping…')
})

it('finds a project by its name, services, images and files', () => {
  const project: ComposeProject = {
    id: 'shop',
    services: [{ name: 'Web', containers: [one()] }],
    source: { files: ['/home/ada/compose.yaml'], dir: '/home/ada', envFiles: [], profiles: [] },
    filesAre: 'here',
    openedAt: null,
  }
  for (const word of ['shop', 'web', 'busybox', 'ada']) expect(searchText(project)).toContain(word)
  expect(shortPath('/home/ada')).toBe('/home/ada')
  expect(shortPath('/home/ada/src/shop')).toBe('…/src/shop')
})
