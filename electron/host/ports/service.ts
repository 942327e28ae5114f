import type { ContainerRow } from '../../api/schema/containers.ts'
import type { PortRow, PublishTo } from '../../api/schema/ports.ts'
import type { PortsService } from '../../api/services/ports.ts'
import { LiveTable } from '../../base/live-table.ts'
import type { Topic } from '../../base/topic.ts'
import type { Guest } from '../../guest/index.ts'
import { portRows } from './rows.ts'
import { wantedBinds, type LeftOut } from './wanted.ts'

export interface HostPortsParts {
  readonly ports: Guest['ports']
  /** the engine's containers, as long as somebody follows them */
  readonly containers: { rows(): readonly ContainerRow[]; readonly changed: Topic<string | null> }
  /** whether the engine answers now: what is known of its containers is old otherwise */
  readonly isAnswering: () => boolean
  readonly publishTo: () => Promise<PublishTo>
}

/** Carries what containers publish to this computer: follows the engine's containers, and the user's setting. */
export class HostPorts implements PortsService {
  readonly #parts: HostPortsParts
  readonly #table = new LiveTable<PortRow>({ loaded: true })
  #leftOut: readonly LeftOut[] = []
  #looking = false
  #again = false

  constructor(parts: HostPortsParts) {
    this.#parts = parts
    parts.containers.changed.subscribe(() => this.look())
    parts.ports.changes.subscribe(() => this.#tell())
  }

  watch(signal: AbortSignal): ReturnType<PortsService['watch']> {
    return this.#table.watch(signal)
  }

  /** Something that it goes by may have changed. What comes while it looks is looked at together, after. */
  look(): void {
    this.#again = true
    if (this.#looking) return
    this.#looking = true
    void this.#follow()
  }

  async #follow(): Promise<void> {
    while (this.#again) {
      this.#again = false
      // Who cannot be asked has not said that the network may come in.
      const to = await this.#parts.publishTo().catch((): PublishTo => 'this-computer')
      if (!this.#parts.isAnswering()) continue
      const { binds, leftOut } = wantedBinds(this.#parts.containers.rows(), to)
      this.#leftOut = leftOut
      this.#parts.ports.set(binds)
    }
    // In the same turn as the last look at what is asked for: later, an asking between the two would be lost.
    this.#looking = false
  }

  #tell(): void {
    const { now } = this.#parts.ports
    // With the last forward goes what was left out beside it: nothing runs any more, or the guest is gone.
    const rows = portRows(now, this.#parts.isAnswering() ? this.#leftOut : [])
    const ids = new Set(rows.map(({ id }) => id))
    for (const { id } of this.#table.rows()) if (!ids.has(id)) this.#table.delete(id)
    for (const row of rows) this.#table.set(row)
  }
}
