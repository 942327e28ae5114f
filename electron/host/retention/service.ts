import { planOf, type CleanUpPlan, type CleanUpPreview } from '../../api/schema/clean-up.ts'
import {
  goesByRules,
  noRules,
  previewOfRules,
  ruleNames,
  type RetentionRules,
  type RetentionView,
} from '../../api/schema/retention.ts'
import type { RetentionService } from '../../api/services/disk.ts'
import { toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import { Topic } from '../../base/topic.ts'
import type { CleanUps } from '../disk/clean-ups.ts'
import { Schedule, type Clock } from './schedule.ts'
import type { RetentionStore } from './store.ts'

export interface RetentionParts {
  readonly store: RetentionStore
  readonly cleanUps: CleanUps
  /** what could go, and since when each is as it is */
  readonly preview: (signal: AbortSignal) => Promise<CleanUpPreview>
  readonly clock: Clock
  readonly log: Log
}

/** The contract's `RetentionService`, and what the host tells it. */
export interface Retention extends RetentionService {
  engineIs(up: boolean): void
  /** A clean-up was noted. */
  noted(): void
}

export function retention({ store, cleanUps, preview, clock, log }: RetentionParts): Retention {
  const changed = new Topic<undefined>()
  let running = false
  let lastRun: number | null | undefined

  const isOn = (rules: RetentionRules): boolean => ruleNames.some((name) => rules[name].on)
  const schedule = new Schedule({
    clock,
    async lastRun() {
      if (lastRun === undefined) {
        const last = (await store.records()).find(({ by }) => by !== 'user')
        lastRun ??= last ? Date.parse(last.at) : null
      }
      return lastRun
    },
    wanted: () => store.rules().then(isOn, () => false),
    run: () => start('rules'),
  })

  async function makePlan(signal: AbortSignal): Promise<CleanUpPlan> {
    const rules = await store.rules()
    const going = goesByRules(await preview(signal), rules, clock.now())
    return planOf(going, { cache: 'narrow' })
  }

  function start(by: 'rules' | 'rules-now'): string {
    running = true
    // Also one that finds nothing, or fails, was today's run.
    lastRun = clock.now()
    log.info({ by }, 'cleaning up by the rules')
    return cleanUps.start({ by, makePlan }, () => {
      running = false
      changed.publish(undefined)
      void schedule.look()
    })
  }

  async function view(): Promise<RetentionView> {
    const records = await store.records()
    try {
      const rules = await store.rules()
      const next = running ? null : await schedule.next()
      return { rules, error: null, nextRun: next === null ? null : new Date(next).toISOString(), records }
    } catch (thrown) {
      const { message, hint } = toBerthError(thrown)
      return { rules: noRules, error: { message, hint }, nextRun: null, records }
    }
  }

  return {
    async *watch(signal) {
      // Listening before looking: nothing that happens between the two is missed.
      const changes = changed.follow(signal, { latestOnly: true })
      const first = changes.next()
      yield await view()
      for (let next = await first; !next.done; next = await changes.next()) yield await view()
    },
    async save(rules) {
      await store.save(rules)
      changed.publish(undefined)
      await schedule.look()
    },
    async *preview(rules, signal) {
      yield previewOfRules(await preview(signal), rules, clock.now())
    },
    run: async () => start('rules-now'),
    engineIs(up) {
      schedule.engineIs(up)
      changed.publish(undefined)
    },
    noted: () => changed.publish(undefined),
  }
}
