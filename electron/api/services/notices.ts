import type { Mutable, Notice, NoticeChoices, NoticeKind } from '../schema/notices.ts'
import type { TableChange } from '../schema/object.ts'

/** What containers did unasked, for who did not watch. */
export interface NoticesService {
  watch(signal: AbortSignal): AsyncIterable<TableChange<Notice>>
  /** the choices now, then after every change */
  choices(signal: AbortSignal): AsyncIterable<NoticeChoices>
  setKind(kind: NoticeKind, on: boolean): Promise<void>
  mute(whose: Mutable, muted: boolean): Promise<void>
  /** All that there is was seen. */
  read(): Promise<void>
  /** Takes one off the list, or all with null. */
  dismiss(id: string | null): Promise<void>
}
