import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The constant scripts, one file each; `serve` runs the others, and those of `alone` are run by an administrator. */
export const scriptNames = [
  'serve',
  'inspect',
  'make',
  'start',
  'stop',
  'save',
  'drop-saved',
  'remove',
  'addresses',
  'look',
  'look-engine',
  'elevate',
  'set-up',
  'add-engine',
  'remove-engine',
] as const
export type ScriptName = (typeof scriptNames)[number]

/** Those that an administrator runs, by themselves: their exit code is their answer. */
export const alone = ['set-up', 'add-engine', 'remove-engine'] as const satisfies readonly ScriptName[]
export type AloneScript = (typeof alone)[number]

const texts = new Map<ScriptName, string>()

/**
 * Where the scripts are, as real files: beside the sources, beside a bundle, or, for the packaged application, in the
 * folder of the packaged command, since nothing can be run out of an ASAR.
 */
export function scriptFile(name: ScriptName, dir = import.meta.dirname): string {
  const places = ['scripts', path.join('..', 'command', 'hyperv'), 'hyperv'].map((place) =>
    path.join(dir, place, `${name}.ps1`),
  )
  return places.find((file) => existsSync(file)) ?? path.join(dir, 'hyperv', `${name}.ps1`)
}

/** A script's text, read once: what runs while this process lives is what it was installed with. */
export function scriptText(name: ScriptName): string {
  const known = texts.get(name) ?? readFileSync(scriptFile(name), 'utf8')
  texts.set(name, known)
  return known
}
