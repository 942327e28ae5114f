import { expect, test } from 'vitest'
import { stateNames } from '../../../electron/api/schema/status.ts'
import { runningMachine, scenes } from '../../../tests/fakes/scenes.ts'
import { machineLabel, possibleMachineActions } from './machine-actions.tsx'
import { report } from './report.ts'
import { introOf, machineFace, stepName } from './words.ts'

test('there is something to do in every state', () => {
  for (const state of stateNames)
    for (const suspends of ['to-disk', null] as const)
      expect(possibleMachineActions({ state, suspends })).not.toHaveLength(0)
})

test('a machine that cannot be suspended does not offer it', () => {
  const actions = (suspends: 'in-memory' | null) => possibleMachineActions({ state: 'running', suspends })
  expect(actions('in-memory')).toEqual(['suspend', 'stop', 'restart'])
  expect(actions(null)).toEqual(['stop', 'restart'])
})

test('a start is called as it fits the state', () => {
  expect(stateNames.map((state) => machineLabel('start', state))).toEqual([
    'Start',
    'Resume',
    'Start',
    'Start',
    'Start',
    'Start',
    'Try again',
  ])
})

test('a machine that is suspended in memory says what a restart would do', () => {
  const status = { ...runningMachine().status, state: 'suspended' } as const
  expect(introOf(status)).toBe('Its containers are as they were. It resumes in seconds.')
  expect(introOf({ ...status, suspends: 'in-memory' })).toMatch(/in this computer’s memory.* as a power cut/)
})

test('a machine whose engine is silent does not look well', () => {
  expect(machineFace(runningMachine())).toEqual({ look: 'on', word: 'running' })
  expect(machineFace(scenes.silent().machine)).toEqual({ look: 'busy', word: 'engine not answering' })
  expect(machineFace(scenes.failed().machine)).toEqual({ look: 'bad', word: 'failed' })
  expect(machineFace(null).word).toBe('unknown')
})

test('a report says what one would ask for', () => {
  const text = report(scenes.failed().machine, { version: '0.1.0' }, ['\u001b[31mpanic\u001b[0m'])
  for (const part of [
    'Berth 0.1.0, machine failed since',
    'accelerator: tcg',
    '- Prepare the disk: done, 1.3 s',
    '- Boot Alpine: The guest printed nothing for 60 seconds. (Look at the machine log',
    '\npanic\n',
  ])
    expect(text).toContain(part)
})

test('a step is called by its name, known or not', () => {
  expect([stepName('Boot Alpine'), stepName('Wake the dragon')]).toEqual(['Boot Alpine', 'Wake the dragon'])
})
