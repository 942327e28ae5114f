import { z } from 'zod'

/** What there is of Windows' own engine on this computer, and of what Berth has set up there. */
export const WindowsContainersView = z.object({
  /**
   * Of Berth's own service; `restart`: it begins with the next start of Windows; `elsewhere`: Berth has none, but another
   * program's engine answers; `impossible`: this Windows can have none.
   */
  state: z.enum(['absent', 'running', 'stopped', 'restart', 'elsewhere', 'impossible']),
  /** the folder of its images, containers and volumes */
  data: z.string(),
  /** that folder is there, though Berth's service may not be */
  kept: z.boolean(),
  /** what they take, as the engine says; null while it does not answer */
  bytes: z.number().nullable(),
})
export type WindowsContainersView = z.infer<typeof WindowsContainersView>

/** What setting it up came to. */
export const WindowsContainersAdded = z.object({
  /** Windows has to restart before its engine runs */
  restart: z.boolean(),
})
export type WindowsContainersAdded = z.infer<typeof WindowsContainersAdded>
