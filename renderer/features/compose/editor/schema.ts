import spec from './compose-spec.json' with { type: 'json' }

/** The parts of JSON Schema (draft 2020-12) that the compose-spec uses. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly deprecated?: boolean
  readonly enum?: readonly (string | number | boolean | null)[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema | boolean
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** Names of keys and positions in lists, from the top of a document. */
export type Path = readonly (string | number)[]

/**
 * What a compose file may hold: the schema of compose-go 2.16.1, of which the bundled compose is made
 * (`schema/compose-spec.json`, Apache-2.0), as it is there.
 */
export const composeSpec = spec as unknown as Schema

export interface Key {
  readonly name: string
  readonly description: string
  readonly deprecated: boolean
  /** what its value may be */
  readonly types: readonly string[]
}

/** A schema and all that it refers to or chooses between, flat. */
function* variants(schema: Schema, depth = 0): Generator<Schema> {
  if (depth > 8) return
  yield schema
  if (schema.$ref !== undefined) {
    const target = composeSpec.$defs?.[schema.$ref.replace('#/$defs/', '')]
    if (target) yield* variants(target, depth + 1)
  }
  for (const group of [schema.allOf, schema.oneOf, schema.anyOf])
    for (const each of group ?? []) yield* variants(each, depth + 1)
}

function* step(schemas: Iterable<Schema>, part: string | number): Generator<Schema> {
  for (const schema of schemas) {
    if (typeof part === 'number') {
      if (typeof schema.items === 'object') yield* variants(schema.items)
      continue
    }
    const own = schema.properties?.[part]
    if (own) yield* variants(own)
    else {
      for (const [pattern, each] of Object.entries(schema.patternProperties ?? {}))
        if (new RegExp(pattern).test(part)) yield* variants(each)
      if (typeof schema.additionalProperties === 'object') yield* variants(schema.additionalProperties)
    }
  }
}

/** All that the schema says of a place of the file; nothing for a place that it does not know. */
export function schemasAt(path: Path): Schema[] {
  return path.reduce<Schema[]>((now, part) => [...step(now, part)], [...variants(composeSpec)])
}

/** The keys that a mapping there may have by name. */
export function keysAt(path: Path): Key[] {
  const keys = new Map<string, Key>()
  for (const schema of schemasAt(path))
    for (const [name, value] of Object.entries(schema.properties ?? {})) {
      const all = [...variants(value)]
      keys.set(name, {
        name,
        description: all.find(({ description }) => description)?.description ?? '',
        deprecated: value.deprecated === true,
        types: typesOf(all),
      })
    }
  return [...keys.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The values that a scalar there may have, where they are few. */
export function valuesAt(path: Path): string[] {
  const schemas = schemasAt(path)
  const values = schemas.flatMap((schema) => (schema.enum ?? []).map(String))
  if (values.length === 0 && typesOf(schemas).includes('boolean')) return ['true', 'false']
  return [...new Set(values)]
}

/** What is known of a place: what it is for, and what it may be. */
export function describe(path: Path): { description: string; types: string[]; deprecated: boolean } | null {
  const schemas = schemasAt(path)
  if (schemas.length === 0) return null
  return {
    description: schemas.find(({ description }) => description)?.description ?? '',
    types: typesOf(schemas),
    deprecated: schemas[0]?.deprecated === true,
  }
}

export function typesOf(schemas: readonly Schema[]): string[] {
  const types = schemas.flatMap(({ type }) => (typeof type === 'string' ? [type] : (type ?? [])))
  return [...new Set(types)]
}
