import type { RunSpec } from './run-spec.ts'

/** What of a row says by itself that the row is in use: the rest is only how. */
const says: Readonly<Record<string, readonly string[]>> = {
  ports: ['hostIp', 'hostPort', 'containerPort'],
  mounts: ['source', 'target'],
  rates: ['device', 'rate'],
}

/** A spec without rows that say nothing, and without spaces around what was typed. */
export function tidy(spec: RunSpec): RunSpec {
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [
      key,
      Array.isArray(value) ? tidyRows(key, value) : trimmed(key, value),
    ]),
  ) as RunSpec
}

type Row = Readonly<Record<string, string | boolean>>

function tidyRows(key: string, rows: readonly Row[]): Row[] {
  return rows
    .map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([field, value]) => [field, field === 'value' ? value : trim(value)]),
      ),
    )
    .filter((row) =>
      (says[key] ?? Object.keys(row)).some((field) => row[field] !== '' && row[field] !== false),
    )
}

/** Commands keep what they are; a space inside of quotes is theirs. */
const trimmed = (key: string, value: RunSpec[keyof RunSpec]): unknown =>
  key === 'health' ? value : trim(value)
const trim = <T>(value: T): T | string => (typeof value === 'string' ? value.trim() : value)

/** The fields in which two specs differ. */
export function changedKeys(one: RunSpec, other: RunSpec): (keyof RunSpec)[] {
  const [a, b] = [tidy(one), tidy(other)]
  return (Object.keys(a) as (keyof RunSpec)[]).filter(
    (key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]),
  )
}
