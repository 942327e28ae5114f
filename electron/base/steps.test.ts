import { expect, test } from 'vitest'
import { BerthError } from './errors.ts'
import { StepRunner, type Step } from './steps.ts'

const plan = (name: string): { name: string; deadlineMs: number; hint: string } => ({
  name,
  deadlineMs: 10_000,
  hint: 'Look at the log.',
})

test('steps are told as they begin, say something, and end', async () => {
  const told: (readonly Step[])[] = []
  const steps = new StepRunner(new AbortController().signal, (all) => told.push(all))
  await steps.run(plan('Boot'), async (_signal, progress) => progress('half'))
  await steps.run(plan('Connect'), async () => undefined)
  expect(
    told.map((all) => all.map((step) => `${step.name} ${step.state} ${step.progress}`).join(', ')),
  ).toEqual([
    'Boot running null',
    'Boot running half',
    'Boot done half',
    'Boot done half, Connect running null',
    'Boot done half, Connect done null',
  ])
})

test('two steps at once keep their own places', async () => {
  const steps = new StepRunner(new AbortController().signal, () => undefined)
  await Promise.all([
    steps.run(plan('A'), async () => undefined),
    steps.run(plan('B'), async () => undefined),
  ])
  expect(steps.steps.map((step) => [step.name, step.state])).toEqual([
    ['A', 'done'],
    ['B', 'done'],
  ])
})

test('a failure carries the name of its step', async () => {
  const steps = new StepRunner(new AbortController().signal, () => undefined)
  const failing = steps.run(plan('Boot'), async () => {
    throw new BerthError('guest-failed', 'It fell.', { hint: 'Lift it.' })
  })
  await expect(failing).rejects.toMatchObject({ code: 'guest-failed', step: 'Boot' })
  expect(steps.steps[0]).toMatchObject({ state: 'failed', progress: 'It fell.' })
})

test('a step that is called off is failed, not left running', async () => {
  const controller = new AbortController()
  const steps = new StepRunner(controller.signal, () => undefined)
  const running = steps.run(plan('Wait'), () => new Promise(() => undefined))
  controller.abort()
  await expect(running).rejects.toMatchObject({ code: 'cancelled', step: 'Wait' })
  expect(steps.steps[0]?.state).toBe('failed')
})
