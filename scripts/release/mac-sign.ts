import path from 'node:path'
import { signAsync } from '@electron/osx-sign'
import type { CustomMacSign } from 'app-builder-lib'
import { resourcesDir } from './layout.ts'

/**
 * Which rights a program inside the application is signed with. Each has its own and no more: what runs the machine may use
 * the hypervisor, the Node of the command may compile JavaScript, the docker commands need nothing. Null: as Electron's own.
 */
export function rightsOf(file: string): { readonly entitlements: string | null } | null {
  const within = (folder: string): boolean => file.includes(`/Contents/Resources/${folder}/`)
  if (within('helpers')) return { entitlements: path.join(resourcesDir, 'entitlements.hypervisor.plist') }
  if (within('runtime')) return { entitlements: path.join(resourcesDir, 'entitlements.runtime.plist') }
  return within('tools') ? { entitlements: null } : null
}

/** Signs the application as electron-builder would, but for the rights of what comes along. */
export const signMac: CustomMacSign = async (options) => {
  await signAsync({
    ...options,
    optionsForFile: (file) => {
      const rights = rightsOf(file)
      if (!rights) return options.optionsForFile?.(file) ?? {}
      // An empty list is no entitlement at all, where nothing would be Electron's defaults.
      return { hardenedRuntime: true, entitlements: rights.entitlements ?? [] }
    },
  })
}
