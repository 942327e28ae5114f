import os from 'node:os'

/** The size of the computer that the machine runs on. */
export interface Computer {
  readonly cpus: number
  readonly memoryMiB: number
}

export function thisComputer(): Computer {
  return { cpus: os.availableParallelism(), memoryMiB: Math.floor(os.totalmem() / 2 ** 20) }
}
