import type { EnvRow, RunSpec } from '../../../electron/api/schema/run-spec.ts'

type Rows = readonly EnvRow[]

/** Whether a container would get all of these proxies. */
export const hasProxies = ({ env }: RunSpec, proxies: Rows): boolean =>
  proxies.every(({ name, value }) => env.some((row) => row.name === name && row.value === value))

/** The spec with these proxies. A value of its own under one of the names stays, as it does with `docker run`. */
export function withProxies(spec: RunSpec, proxies: Rows): RunSpec {
  const names = new Set(spec.env.map(({ name }) => name))
  return { ...spec, env: [...spec.env, ...proxies.filter(({ name }) => !names.has(name))] }
}

/** The spec without these proxies; what has another value under one of the names stays. */
export const withoutProxies = (spec: RunSpec, proxies: Rows): RunSpec => ({
  ...spec,
  env: spec.env.filter((row) => !proxies.some(({ name, value }) => row.name === name && row.value === value)),
})
