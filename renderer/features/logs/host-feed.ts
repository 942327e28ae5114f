import type { LogName } from '../../../electron/api/schema/host.ts'
import type { Client } from '../../client/connection.ts'
import { Feed, type Heard } from './feed-base.ts'
import { hostLine } from './host-line.ts'
import type { LogFeed } from './log-feed.ts'

const backlog = 10_000

/** One of Berth's own logs. Its lines have no number to go on from: after a reconnect it is read again. */
class HostFeed extends Feed {
  readonly #log: LogName

  constructor(client: Client, log: LogName) {
    super(client)
    this.#log = log
    this.open()
  }

  protected override subscribe(on: Heard): { unsubscribe(): void } {
    if (this.buffer.size > 0) this.clear()
    return this.client.host.logs.subscribe(
      { log: this.#log, lines: backlog, follow: true },
      {
        ...on,
        onData: (lines: string[]) => {
          for (const line of lines) this.buffer.push(hostLine(line))
          this.state.set({ kind: 'following' })
          this.tell()
        },
        onComplete: () => this.state.set({ kind: 'ended' }),
      },
    )
  }
}

export const hostFeed = (client: Client, log: LogName): LogFeed => new HostFeed(client, log)
