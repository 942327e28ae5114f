/**
 * Electron's fuses, burnt into the executable before it is signed: what no argument, variable or changed file can turn
 * on again. https://www.electronjs.org/docs/latest/tutorial/fuses
 */
export interface Fuses {
  readonly runAsNode: boolean
  readonly enableNodeOptionsEnvironmentVariable: boolean
  readonly enableNodeCliInspectArguments: boolean
  readonly enableCookieEncryption: boolean
  readonly enableEmbeddedAsarIntegrityValidation: boolean
  readonly onlyLoadAppFromAsar: boolean
  readonly grantFileProtocolExtraPrivileges: boolean
}

/**
 * `forTests` leaves `--inspect` to the build that Playwright drives: it has no other way in. Such a build is named
 * Berth-test and never published.
 */
export function fusesOf({ forTests }: { readonly forTests: boolean }): Fuses {
  return {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: forTests,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  }
}
