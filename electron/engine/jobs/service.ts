import type { Room } from '../room.ts'

/** Fulfils the contract's `JobsService`. */
export function jobsService({ jobs }: Pick<Room, 'jobs'>) {
  return {
    watch: (signal: AbortSignal) => jobs.watch(signal),
    async cancel(id: string): Promise<void> {
      jobs.cancel(id)
    },
    async again(id: string): Promise<void> {
      jobs.again(id)
    },
    async dismiss(id: string): Promise<void> {
      jobs.dismiss(id)
    },
  }
}
