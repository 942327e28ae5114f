import type { StepPlan, StepRunner, StepWork } from '../../base/steps.ts'

/**
 * Runs a step that starts or ends a process. A step that is called off or takes too long rejects at once; here it
 * rejects only when its work has come to an end, so that nothing goes on behind the state that follows. `late` has the
 * last word on what the work yields too late: it gives it, or throws the step's error.
 */
export async function runWhole<T>(
  steps: StepRunner,
  plan: StepPlan,
  work: StepWork<T>,
  late: (value: T, error: unknown) => Promise<T>,
): Promise<T> {
  const begun: Promise<T>[] = []
  try {
    return await steps.run(plan, (signal, say) => {
      const working = work(signal, (line) => {
        if (!signal.aborted) say(line)
      })
      begun.push(working)
      return working
    })
  } catch (error) {
    const [ended] = await Promise.allSettled(begun)
    if (ended?.status !== 'fulfilled') throw error
    return late(ended.value, error)
  }
}
