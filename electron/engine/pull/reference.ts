import { BerthError } from '../../base/errors.ts'

/** An image's name taken apart, as in "registry:5000/team/app:1.2@sha256:…". */
export interface ImageReference {
  /** as it was written, without tag and digest */
  readonly name: string
  /** digest, else tag, else "latest": without one, the engine would pull every tag there is */
  readonly version: string
  /** whether `version` is a digest */
  readonly digest: boolean
  /** the host (and port) that it comes from, "docker.io" where none is named */
  readonly registry: string
}

// Source: distribution/reference's grammar (regexp.go), by the rules that tell a host from a folder.
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?'
const host = `${label}(?:\\.${label})*(?::\\d{1,5})?`
const grammar = new RegExp(
  `^((?:(${host})/)?${component}(?:/${component})*)` +
    '(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,128}))?$',
)

/** Throws `bad-input` for what is no reference. */
export function parseReference(text: string): ImageReference {
  const [, name, first, tag, digest] = grammar.exec(text) ?? []
  if (name === undefined)
    throw new BerthError('bad-input', `"${text}" is not the name of an image.`, {
      hint: 'Write it like "alpine", "alpine:3.23" or "ghcr.io/owner/name:tag", in small letters.',
    })
  // "team/app" is a folder of Docker Hub's; "localhost/app", "host.tld/app" and "host:5000/app" name a host.
  const isHost = first !== undefined && (/[.:]/.test(first) || first === 'localhost' || /[A-Z]/.test(first))
  const registry = isHost && first !== 'index.docker.io' ? first : 'docker.io'
  return { name, version: digest ?? tag ?? 'latest', digest: digest !== undefined, registry }
}

/** Where a name is in its registry: "library/alpine" for "alpine", "owner/name" for "ghcr.io/owner/name". */
export function repositoryOf({ name, registry }: ImageReference): string {
  const hub = registry === 'docker.io'
  const rest = name.replace(hub ? /^(?:index\.)?docker\.io\// : /^[^/]+\//, '')
  return hub && !rest.includes('/') ? `library/${rest}` : rest
}
