import { BerthError } from '../base/errors.ts'

/**
 * Ids and names become parts of a path of the engine's API. The engine cleans paths ("a/../b"), so anything but
 * its own grammar could mean another object, or another call.
 */
export function containerPath(ref: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(ref)) throw badName('a container', ref)
  return `/containers/${ref}`
}

/** An image by id, digest or reference. */
export function imagePath(ref: string): string {
  const clean = /^[A-Za-z0-9][A-Za-z0-9_.:/@+-]*$/.test(ref)
  if (!clean || ref.split('/').some((part) => part === '' || part === '.' || part === '..'))
    throw badName('an image', ref)
  return `/images/${ref}`
}

export function volumePath(ref: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(ref)) throw badName('a volume', ref)
  return `/volumes/${ref}`
}

export function networkPath(ref: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(ref)) throw badName('a network', ref)
  return `/networks/${ref}`
}

function badName(what: string, ref: string): BerthError {
  return new BerthError('bad-input', `"${ref}" is not the name or id of ${what}.`, {
    hint: 'Choose it from the list.',
  })
}
