import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { isMap, isScalar, parseDocument } from 'yaml'
import { t } from '../../../i18n/index.ts'
import { typingAt, type Typing } from './place.ts'
import { typeWord } from './problems.ts'
import { keysAt, valuesAt, type Key, type Path } from './schema.ts'

/** Offers the keys and values that the compose-spec has at the cursor, and the names that the file itself gives. */
export function completeCompose(context: CompletionContext): CompletionResult | null {
  const text = context.state.doc.toString()
  const typing = typingAt(text, context.pos)
  if (typing.typed === '' && !context.explicit && typing.kind === 'key') return null
  const options = optionsFor(typing, text)
  return options.length === 0 ? null : { from: typing.from, options, validFor: /^[\w.-]*$/ }
}

export function optionsFor({ path, kind }: Typing, text: string): Completion[] {
  const names = namesFor(path, text).map((label): Completion => ({ label, type: 'variable' }))
  const values = valuesAt(path).map((label): Completion => ({ label, type: 'enum' }))
  if (kind === 'value') return [...names, ...values]
  const keys = keysAt(path).map(keyOption)
  const entries = typeof path.at(-1) === 'number' ? values : []
  // A name in a mapping is a key there: "depends_on" may be a list or a mapping of services.
  const named =
    typeof path.at(-1) === 'number' ? names : names.map((each) => ({ ...each, apply: `${each.label}:` }))
  return [...named, ...entries, ...keys]
}

function keyOption({ name, description, types, deprecated }: Key): Completion {
  const scalar = types.some((type) => ['string', 'number', 'integer', 'boolean'].includes(type))
  const words = types.filter((type) => type !== 'null').map(typeWord)
  return {
    label: name,
    type: 'property',
    apply: scalar ? `${name}: ` : `${name}:`,
    detail: words.join(t('compose:problem.or')),
    ...(description === ''
      ? {}
      : { info: deprecated ? `${t('compose:problem.deprecated')} ${description}` : description }),
    boost: deprecated ? -50 : 0,
  }
}

/** Which part of the file gives the names that may stand in these keys of a service. */
const named: Readonly<Record<string, string>> = {
  depends_on: 'services',
  links: 'services',
  networks: 'networks',
  volumes: 'volumes',
  secrets: 'secrets',
  configs: 'configs',
}

function namesFor(path: Path, text: string): string[] {
  const [top, service, key, ...rest] = path
  if (top !== 'services' || typeof key !== 'string' || rest.length > 1) return []
  if (rest.length === 1 && typeof rest[0] !== 'number') return []
  const part = named[key]
  if (part === undefined) return []
  const document: unknown = parseDocument(text, { logLevel: 'silent' }).getIn([part])
  if (!isMap(document)) return []
  return document.items
    .flatMap(({ key: name }) => (isScalar(name) && typeof name.value === 'string' ? [name.value] : []))
    .filter((name) => part !== 'services' || name !== service)
}
