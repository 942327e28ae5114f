import { z } from 'zod'

/** How a Windows container is kept apart: as processes of the same Windows, or in a small machine of its own. */
export const Isolation = z.enum(['process', 'hyperv'])
export type Isolation = z.infer<typeof Isolation>

/** What an engine whose containers are Windows' says of itself. */
export const WindowsEngine = z.object({
  /** "Microsoft Windows Server Version 21H2 (OS Build 20348.2700)" */
  system: z.string(),
  /** of its Windows, such as 20348; null where it does not say */
  build: z.number().int().nullable(),
  /** as images name it: "amd64" */
  architecture: z.string(),
  /** what a container gets that asks for none; null where it does not say */
  isolation: Isolation.nullable(),
})
export type WindowsEngine = z.infer<typeof WindowsEngine>

/** The build in a version of Windows ("10.0.20348.2700"); null where there is none. */
export function buildOf(version: string): number | null {
  const [, build] = /^\d{1,3}\.\d{1,3}[. ](\d{4,6})(?:\D|$)/.exec(version) ?? []
  return build === undefined ? null : Number(build)
}

/** The releases whose names people know, by their builds. Source: hcsshim, osversion/windowsbuilds.go. */
const releases: Readonly<Record<number, string>> = {
  14393: 'Windows Server 2016',
  17763: 'Windows Server 2019',
  20348: 'Windows Server 2022',
  22000: 'Windows 11',
  22621: 'Windows 11 22H2',
  25398: 'Windows Server 23H2',
  26100: 'Windows Server 2025',
}

/** "20348 (Windows Server 2022)" */
export function buildName(build: number): string {
  const release = releases[build]
  return release === undefined ? String(build) : `${build} (${release})`
}
