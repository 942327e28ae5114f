import { z } from 'zod'

const Platform = z.object({
  os: z.string().max(64).default(''),
  architecture: z.string().max(64).default(''),
  variant: z.string().max(64).default(''),
})
type Platform = z.infer<typeof Platform>

const Manifest = z.object({
  ID: z.string().max(128),
  Available: z.boolean().catch(false),
  Size: z
    .object({ Content: z.number().catch(0), Total: z.number().catch(0) })
    .catch({ Content: 0, Total: 0 }),
  ImageData: z.object({ Platform }),
})

/**
 * The images that one name stands for, one per platform (`manifests=1`, API 1.47). Attestations and what else lies
 * beside them is left out, and so is what does not read.
 */
export const Manifests = z
  .array(z.unknown())
  .nullish()
  .transform((all) =>
    (all ?? []).slice(0, 100).flatMap((one) => {
      const parsed = Manifest.safeParse(one)
      return parsed.success ? [parsed.data] : []
    }),
  )

/** As the docker command writes it: "linux/arm64/v8". */
export const platformName = ({ os, architecture, variant }: Platform): string =>
  [os, architecture, variant].filter(Boolean).join('/')

/** The other way round, as the engine's queries want it. */
export function platformOf(name: string): { os: string; architecture: string; variant?: string } {
  const [os = '', architecture = '', variant] = name.split('/')
  return { os, architecture, ...(variant !== undefined && { variant }) }
}
