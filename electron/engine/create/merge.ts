import type { RunSpec } from '../../api/schema/run-spec.ts'
import { bodyOf } from './body.ts'
import { mountKey, parseVolume } from '../../api/schema/docker-run/mounts.ts'
import type { System } from '../../api/schema/run-platform.ts'
import type { CreateBody, HostConfig } from './shapes.ts'
import { specOf } from './spec-of.ts'

/**
 * What a container was made of, with what the spec says differently: all that is the same stays word for word,
 * with whatever else stands there that the spec knows nothing of.
 */
export function changedBody(kept: CreateBody, wanted: RunSpec, system: System = 'linux'): CreateBody {
  const before = specOf(kept, wanted.name)
  // A change that is only how something is written ("1g" for "1024m") is none.
  const [was, is] = [bodyOf(before, system), bodyOf(wanted, system)]
  const merged = overlay(withoutMounts(kept), withoutMounts(was), withoutMounts(is)) as CreateBody
  const host = merged.HostConfig
  for (const [key, derived] of Object.entries(follows))
    if (!same(was.HostConfig[key], is.HostConfig[key]))
      for (const other of derived) Reflect.deleteProperty(host, other)
  return withMounts(merged, kept, was, is)
}

/** What the engine derives from a field, or refuses beside it: a change of the one drops the other. */
const follows: Readonly<Record<string, readonly (keyof HostConfig)[]>> = {
  Privileged: ['MaskedPaths', 'ReadonlyPaths'],
  NanoCpus: ['CpuQuota', 'CpuPeriod'],
}

type Plain = Record<string, unknown>
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** `kept`, changed wherever `is` differs from `was`. */
function overlay(kept: Plain, was: Plain, is: Plain): Plain {
  const result: Plain = { ...kept }
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [before, after, here] = [was[key], is[key], kept[key]]
    if (same(before, after)) continue
    if (after === undefined && isPlain(before) && isPlain(here)) {
      const rest = overlay(here, before, {})
      if (Object.keys(rest).length > 0) result[key] = rest
      else Reflect.deleteProperty(result, key)
    } else if (after === undefined) Reflect.deleteProperty(result, key)
    else if (isPlain(after) && isPlain(here))
      result[key] = overlay(here, isPlain(before) ? before : {}, after)
    else result[key] = after
  }
  return result
}

function withoutMounts(body: CreateBody): Plain {
  const { Volumes: _volumes, HostConfig: host, ...rest } = body
  const { Binds: _binds, Mounts: _mounts, Tmpfs: _tmpfs, ...others } = host
  return { ...rest, HostConfig: others }
}

/** Everything that is mounted, by where: in whichever of the engine's four places it was asked for. */
interface Mounted {
  readonly place: 'Binds' | 'Mounts' | 'Tmpfs' | 'Volumes'
  readonly value: unknown
}
function mounted({ Volumes, HostConfig: host }: CreateBody): Map<string, Mounted> {
  const all = new Map<string, Mounted>()
  for (const target of Object.keys(Volumes ?? {})) all.set(target, { place: 'Volumes', value: {} })
  for (const [target, value] of Object.entries(host.Tmpfs ?? {})) all.set(target, { place: 'Tmpfs', value })
  for (const value of host.Mounts ?? []) all.set(mountKey(value.Target), { place: 'Mounts', value })
  for (const value of host.Binds ?? [])
    all.set(mountKey(parseVolume(value)?.target ?? value), { place: 'Binds', value })
  return all
}

function withMounts(merged: CreateBody, kept: CreateBody, was: CreateBody, is: CreateBody): CreateBody {
  const [before, after, result] = [mounted(was), mounted(is), mounted(kept)]
  for (const target of before.keys()) if (!after.has(target)) result.delete(target)
  for (const [target, mount] of after) if (!same(before.get(target), mount)) result.set(target, mount)
  const at = (place: Mounted['place']) => [...result].filter(([, mount]) => mount.place === place)
  const lists: Plain = {
    Volumes: Object.fromEntries(at('Volumes').map(([target, { value }]) => [target, value])),
  }
  const host: Plain = {
    Binds: at('Binds').map(([, { value }]) => value),
    Mounts: at('Mounts').map(([, { value }]) => value),
    Tmpfs: Object.fromEntries(at('Tmpfs').map(([target, { value }]) => [target, value])),
  }
  return { ...merged, ...lists, HostConfig: { ...merged.HostConfig, ...host } }
}
