import type { ContainerState } from '../../api/schema/containers.ts'

/** Has ended, or never began: what `docker container prune` would take. */
export const isStopped = (state: ContainerState): boolean =>
  state === 'created' || state === 'exited' || state === 'dead'
