import { existsSync } from 'node:fs'
import type { Need } from '../../driver.ts'
import type { ImageManifest } from '../../image/manifest.ts'

/** Rosetta for Linux on this computer. */
export interface RosettaPlace {
  isInstalled(): boolean
  /** what is told of it on Apple silicon; nothing on Intel */
  needs(): Need[]
}

/** Where macOS keeps what it gives guests of Linux once Rosetta is installed, as part of the same update. */
const installedFile = '/Library/Apple/usr/libexec/oah/RosettaLinux/rosetta'

/** Rosetta runs programs for Intel on Apple silicon; on Intel there is none. */
export function rosettaPlace(
  architecture: ImageManifest['architecture'],
  file: string = installedFile,
): RosettaPlace {
  const isInstalled = (): boolean => architecture === 'aarch64' && existsSync(file)
  const found = (): Need =>
    isInstalled()
      ? {
          id: 'rosetta',
          state: 'ok',
          sentence: 'Rosetta is installed: images made for Intel can be run.',
          hint: '',
          fix: null,
        }
      : {
          id: 'rosetta',
          state: 'warning',
          sentence: 'Rosetta is not installed: images made for Intel cannot be run.',
          hint: 'Install it, then start the machine again. All else works without it.',
          fix: { command: 'softwareupdate --install-rosetta' },
        }
  return { isInstalled, needs: () => (architecture === 'aarch64' ? [found()] : []) }
}
