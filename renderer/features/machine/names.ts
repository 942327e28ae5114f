/** The settings that make a machine what it is. */
export const machineSettings = ['cpus', 'memoryMiB', 'diskGiB', 'accelerator'] as const
export type MachineSetting = (typeof machineSettings)[number]
