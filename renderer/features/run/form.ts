import { createContext, useContext } from 'react'
import type { WindowsEngine } from '../../../electron/api/schema/windows-engine.ts'
import type { Offers } from '../../../electron/api/schema/create.ts'
import { isLinuxOnly, type System } from '../../../electron/api/schema/run-platform.ts'
import { emptySpec, type RunSpec } from '../../../electron/api/schema/run-spec.ts'
import { tidy } from '../../../electron/api/schema/run-tidy.ts'

/** The spec that is being entered, and what its fields need to know. */
export interface RunForm {
  readonly spec: RunSpec
  readonly set: <Key extends keyof RunSpec>(key: Key, value: RunSpec[Key]) => void
  /** The sentence at a field, once it was left or everything was to be sent. */
  readonly errorAt: (path: string) => string | undefined
  readonly touch: (path: string) => void
  /** something of it is wrong, shown or not */
  readonly isWrong: (key: keyof RunSpec) => boolean
  /** counts what was tried to be sent: sections with an error open then */
  readonly tried: number
  readonly offers: Offers
  /** names of images that are there */
  readonly images: readonly string[]
  /** an existing one is made anew: its name stays */
  readonly editing: boolean
  /** the engine, where its containers are Windows' */
  readonly windows: WindowsEngine | null
}

export const RunFormContext = createContext<RunForm | null>(null)

export function useRunForm(): RunForm {
  const form = useContext(RunFormContext)
  if (!form) throw new Error('useRunForm outside of RunFormContext')
  return form
}

export const systemOf = (windows: WindowsEngine | null): System => (windows ? 'windows' : 'linux')

/** Not so for what the engine's containers do not have: that is shown only where it is set all the same. */
export function useIsShown(key: keyof RunSpec): boolean {
  const { spec, windows } = useRunForm()
  return !windows || !isLinuxOnly(key) || countSet(spec, [key]) > 0
}

type Of<T> = { [Key in keyof RunSpec]: RunSpec[Key] extends T ? Key : never }[keyof RunSpec]
export type TextKey = Exclude<Of<string>, 'restart' | 'isolation'>
export type SwitchKey = Of<boolean>
export type RowsKey = Of<readonly object[]>

/** How many things of these are said: rows count one by one. */
export function countSet(given: RunSpec, keys: readonly (keyof RunSpec)[]): number {
  const spec = tidy(given)
  let count = 0
  for (const key of keys) {
    const value = spec[key]
    if (Array.isArray(value)) count += value.length
    else if (key === 'health')
      count += Object.values(spec.health).filter((one) => one !== '' && one !== 'image').length
    else if (value !== emptySpec[key]) count += 1
  }
  return count
}
