import { z } from 'zod'

const bytes = z.number().nonnegative()

/** What `berth-info` prints in the guest. Bounded: the guest is not trusted. */
export const GuestInfo = z.object({
  /** of the image */
  version: z.string().max(100),
  kernel: z.string().max(100),
  uptimeSeconds: z.number().nonnegative(),
  diskUsedBytes: bytes,
  diskBytes: bytes,
  memory: z.object({ totalBytes: bytes, availableBytes: bytes }),
})
export type GuestInfo = z.infer<typeof GuestInfo>
