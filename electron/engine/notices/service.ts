import type { Mutable, Notice, NoticeChoices, NoticeKind } from '../../api/schema/notices.ts'
import type { TableChange } from '../../api/schema/object.ts'
import type { EngineEvent } from '../events.ts'
import type { Journal } from '../events/journal.ts'
import type { Room } from '../room.ts'
import { Alarms, type Alarm } from './alarms.ts'
import { ChoicesFile, isWanted } from './choices.ts'
import { KeptNotices } from './kept.ts'
import { lastLine } from './last-line.ts'
import { NoticeList } from './list.ts'

/** ms after which what happened while nobody was connected is no news any more */
const newsMs = 5 * 60_000

/** Files of the home: what a user wants to be told of, and what was told. */
export interface NoticeFiles {
  readonly choices: string
  readonly list: string
}

/** Fulfils the contract's `NoticesService`. */
export function noticesService(
  { client, log }: Pick<Room, 'client' | 'log'>,
  journal: Journal,
  files: NoticeFiles,
) {
  const alarms = new Alarms()
  const list = new NoticeList()
  const choices = new ChoicesFile(files.choices, log)
  const kept = new KeptNotices(files.list, log)
  let toldUntil: string | null = null
  /** what an earlier host told up to then it need not be told again, also where it was dismissed */
  const before = kept.read().then((earlier) => {
    list.restore(earlier.notices)
    toldUntil = earlier.toldUntil
    list.table.changed.subscribe(() => kept.keep(() => ({ toldUntil, notices: list.table.rows() })))
    return earlier.toldUntil ?? ''
  })
  let timer: NodeJS.Timeout | undefined
  let timerAt = Infinity
  /** one log is read after the other: many may die at once */
  let reading: Promise<unknown> = Promise.resolve()

  async function tell(alarm: Alarm): Promise<void> {
    if (alarm.at <= (await before) || !isWanted(await choices.get(), alarm)) return
    if (toldUntil === null || alarm.at > toldUntil) toldUntil = alarm.at
    const notice = list.add(alarm, Date.now())
    if (alarm.kind === 'unhealthy') return
    reading = reading.then(async () => {
      const line = await lastLine(client, alarm.id)
      if (line !== null) list.setLine(notice.id, alarm.id, line)
    })
  }

  function look(): void {
    timerAt = Infinity
    for (const alarm of alarms.due(Date.now())) void tell(alarm)
    lookLater()
  }

  function lookLater(): void {
    const { next } = alarms
    if (next === null || next >= timerAt) return
    clearTimeout(timer)
    timerAt = next
    timer = setTimeout(look, Math.max(0, next - Date.now()))
    timer.unref()
  }

  const isOld = ({ nano }: EngineEvent): boolean => Date.now() - nano / 1e6 > newsMs
  journal.events.subscribe(({ event, past }) => {
    if (past && isOld(event)) return
    alarms.hear(event, Date.now())
    lookLater()
  })

  return {
    async *watch(signal: AbortSignal): AsyncGenerator<TableChange<Notice>, void> {
      await before
      yield* list.table.watch(signal)
    },
    async *choices(signal: AbortSignal): AsyncGenerator<NoticeChoices, void> {
      const later = choices.changed.follow(signal, { latestOnly: true })
      yield await choices.get()
      yield* later
    },
    setKind: (kind: NoticeKind, on: boolean) => choices.setKind(kind, on),
    mute: (whose: Mutable, muted: boolean) => choices.mute(whose, muted),
    async read(): Promise<void> {
      list.read()
    },
    async dismiss(id: string | null): Promise<void> {
      list.dismiss(id)
    },
  }
}
