import { readFile } from 'node:fs/promises'
import {
  everyNotice,
  mostMuted,
  NoticeChoices,
  type Mutable,
  type NoticeKind,
} from '../../api/schema/notices.ts'
import { BerthError, isSystemError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import { Topic } from '../../base/topic.ts'
import { writeWhole } from '../compose/files.ts'
import type { Alarm } from './alarms.ts'

/** Of what a user wants to be told, kept in a file of the home. A file that cannot be read is one of no choices. */
export class ChoicesFile {
  readonly changed = new Topic<NoticeChoices>()
  readonly #file: string
  readonly #log: Log
  #now: Promise<NoticeChoices> | null = null

  constructor(file: string, log: Log) {
    this.#file = file
    this.#log = log
  }

  get(): Promise<NoticeChoices> {
    this.#now ??= this.#read()
    return this.#now
  }

  setKind(kind: NoticeKind, on: boolean): Promise<void> {
    return this.#change((choices) => ({ ...choices, kinds: { ...choices.kinds, [kind]: on } }))
  }

  /** Throws `bad-input` where so many are muted that no more can be. */
  mute(whose: Mutable, muted: boolean): Promise<void> {
    return this.#change((choices) =>
      'container' in whose
        ? { ...choices, containers: withName(choices.containers, whose.container, muted) }
        : { ...choices, projects: withName(choices.projects, whose.project, muted) },
    )
  }

  /** One change after the other: each begins with what the one before has stored. */
  async #change(to: (choices: NoticeChoices) => NoticeChoices): Promise<void> {
    const before = this.get()
    const stored = before.then(async (choices) => {
      const next = to(choices)
      await writeWhole(this.#file, `${JSON.stringify(next, null, 2)}\n`, 0o600)
      return next
    })
    this.#now = stored.catch(() => before)
    this.changed.publish(await stored)
  }

  async #read(): Promise<NoticeChoices> {
    try {
      return NoticeChoices.parse(JSON.parse(await readFile(this.#file, 'utf8')))
    } catch (thrown) {
      if (!isSystemError(thrown) || thrown.code !== 'ENOENT')
        this.#log.warn({ error: String(thrown), file: this.#file }, 'the choices of notices cannot be read')
      return everyNotice
    }
  }
}

/** Whether a user wants to be told of it. */
export function isWanted({ kinds, containers, projects }: NoticeChoices, alarm: Alarm): boolean {
  const { kind, name, composeProject } = alarm
  return (
    kinds[kind] &&
    !containers.includes(name) &&
    (composeProject === null || !projects.includes(composeProject))
  )
}

function withName(names: readonly string[], name: string, there: boolean): string[] {
  const others = names.filter((each) => each !== name)
  if (!there) return others
  if (others.length >= mostMuted)
    throw new BerthError('bad-input', `Could not mute ${name}: ${mostMuted} names are muted already.`, {
      hint: 'Unmute some of them first, or mute a whole project.',
    })
  return [...others, name]
}
