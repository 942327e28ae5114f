import { listed, type RunSpec } from '../run-spec.ts'

/** Why something of a line did not come into the spec as it stands there. */
export type NoteKind =
  | 'not-docker-run'
  | 'no-image'
  | 'open-quote'
  | 'more-commands'
  | 'unknown-flag'
  | 'unsupported-flag'
  | 'unread-file'
  | 'no-value'
  | 'bad-value'
  | 'relative-path'
  | 'unfit'
  | 'expansion'

export interface Note {
  readonly kind: NoteKind
  /** the words of the line that it is about */
  readonly text: string
}
export type Tell = (kind: NoteKind, text: string) => void

type Names = readonly [string, ...string[]]

/** One flag of `docker run`: both ways between its words and the spec. */
export interface Flag {
  /** the first is how it is printed */
  readonly names: Names
  readonly takes: 'value' | 'nothing'
  /** `value` of a flag that takes nothing is "true" or "false" */
  put(spec: RunSpec, value: string, tell: Tell): void
  /** the words, one list for each time that the flag is given */
  print(spec: RunSpec): string[][]
}

type Of<T> = { [Key in keyof RunSpec]: RunSpec[Key] extends T ? Key : never }[keyof RunSpec]
type TextKey = Exclude<Of<string>, 'restart' | 'isolation'>

export const text = (key: TextKey, ...names: Names): Flag => ({
  names,
  takes: 'value',
  put: (spec, value) => void (spec[key] = value),
  print: (spec) => (spec[key] === '' ? [] : [[names[0], spec[key]]]),
})

export const yesNo = (key: Of<boolean>, ...names: Names): Flag => ({
  names,
  takes: 'nothing',
  put: (spec, value) => void (spec[key] = value === 'true'),
  print: (spec) => (spec[key] ? [[names[0]]] : []),
})

/** Names that docker takes one by one and the spec in one text. */
export const several = (key: 'dns' | 'expose' | 'groups' | 'capAdd' | 'capDrop', ...names: Names): Flag => ({
  names,
  takes: 'value',
  put: (spec, value) => void (spec[key] = [...listed(spec[key]), ...listed(value)].join(' ')),
  print: (spec) => listed(spec[key]).map((one) => [names[0], one]),
})

export const pairs = (key: 'env' | 'labels' | 'logOptions' | 'sysctls', ...names: Names): Flag => ({
  names,
  takes: 'value',
  put(spec, value, tell) {
    const at = value.indexOf('=')
    // Docker takes the value of such a variable from its own surroundings, which are not ours.
    if (at < 0 && key === 'env') tell('no-value', `${names[0]} ${value}`)
    spec[key].push(
      at < 0 ? { name: value, value: '' } : { name: value.slice(0, at), value: value.slice(at + 1) },
    )
  },
  print: (spec) => spec[key].map(({ name, value }) => [names[0], `${name}=${value}`]),
})

type RowsKey = 'ports' | 'mounts' | 'tmpfs' | 'extraHosts' | 'rates' | 'ulimits' | 'devices'

/** Rows that are written in one word each; `parse` gives null for what is none. */
export const rows = <Key extends RowsKey>(
  key: Key,
  names: Names,
  parse: (value: string) => RunSpec[Key][number] | null,
  print: (row: RunSpec[Key][number]) => string | null,
): Flag => ({
  names,
  takes: 'value',
  put(spec, value, tell) {
    const row = parse(value)
    const list = spec[key] as RunSpec[Key][number][]
    if (row) list.push(row)
    else tell('bad-value', `${names[0]} ${value}`)
  },
  print: (spec) =>
    (spec[key] as RunSpec[Key][number][]).flatMap((row) => {
      const word = print(row)
      return word === null ? [] : [[names[0], word]]
    }),
})

/** Flags that say how the docker command itself behaves, which is nothing to the container. */
export const ofTheCommand = (takes: Flag['takes'], ...names: Names): Flag => ({
  names,
  takes,
  put: () => undefined,
  print: () => [],
})

/** Flags of docker's that the spec has no word for: named, with their values, instead of dropped. */
export const unsupported = (takes: Flag['takes'], ...names: Names): Flag => ({
  names,
  takes,
  put: (_spec, value, tell) =>
    tell('unsupported-flag', takes === 'value' ? `${names[0]} ${value}` : names[0]),
  print: () => [],
})

/** Flags that name a file of the computer on which the line was to run. */
export const file = (...names: Names): Flag => ({
  names,
  takes: 'value',
  put: (_spec, value, tell) => tell('unread-file', `${names[0]} ${value}`),
  print: () => [],
})
