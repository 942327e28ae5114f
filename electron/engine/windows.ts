import { z } from 'zod'
import { buildOf, Isolation, type WindowsEngine } from '../api/schema/windows-engine.ts'
import { clip } from './text.ts'

const text = z.string().catch('')

/** `GET /info`, as far as it is about Windows. What is missing or makes no sense is not known. */
const Info = z
  .object({
    OperatingSystem: text,
    OSVersion: text,
    KernelVersion: text,
    Isolation: Isolation.nullable().catch(null),
  })
  .catch({ OperatingSystem: '', OSVersion: '', KernelVersion: '', Isolation: null })

/** What a Windows engine is. `architecture` is of its `/version`, which names it as images do. */
export function windowsEngine(info: unknown, architecture: string): WindowsEngine {
  const { OperatingSystem, OSVersion, KernelVersion, Isolation: isolation } = Info.parse(info)
  return {
    system: clip(OperatingSystem, 256),
    // "10.0.20348", and older engines "10.0 20348 (20348.1.amd64fre.fe_release.210507-1500)" only.
    build: buildOf(OSVersion.slice(0, 64)) ?? buildOf(KernelVersion.slice(0, 64)),
    architecture: clip(architecture, 32),
    isolation,
  }
}
