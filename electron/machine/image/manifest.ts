import { z } from 'zod'

const file = z.strictObject({
  /** relative to the manifest's folder */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** manifest.json of a guest image: what it is, what it was made from, and how to know that it is whole. */
export const imageManifestSchema = z.strictObject({
  version: z.string().min(1),
  architecture: z.enum(['x86_64', 'aarch64']),
  /** hash over all inputs of the build */
  createdFrom: z.string().regex(/^[0-9a-f]+$/),
  files: z.strictObject({
    kernel: file,
    initramfs: file,
    root: file,
    /** the shape for Hyper-V: a dynamic VHDX that its firmware boots, with the same three in it */
    bootDisk: file.optional(),
    /** the shape for Virtualization.framework on Intel: the same kernel as Alpine packs it */
    bzImage: file.optional(),
  }),
  components: z.array(z.strictObject({ name: z.string(), version: z.string(), licence: z.string() })),
  /** of the files together */
  bytes: z.int().positive(),
})

export type ImageManifest = z.infer<typeof imageManifestSchema>
