/** Pages that a link may lead to, and the tab that an object of theirs opens with. */
const pages: Readonly<Record<string, string | null>> = {
  containers: 'overview',
  compose: 'services',
  images: 'overview',
  volumes: 'overview',
  networks: 'overview',
  builds: 'log',
  events: null,
  disk: null,
  machine: null,
  settings: null,
}

export const linkScheme = 'berth'

const plain = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,254}$/

/**
 * The address of the page that a `berth://` link leads to, null for a link that leads nowhere: `berth://containers/web`,
 * `berth://containers/web/logs`. Anyone can make one, so it names a place to look at and nothing to do.
 */
export function addressOfLink(link: string): string | null {
  if (link.length > 600 || !link.startsWith(`${linkScheme}://`)) return null
  const url = URL.parse(link)
  if (!url || url.username !== '' || url.port !== '') return null
  const parts = [url.hostname, ...url.pathname.split('/')].filter((part) => part !== '')
  const [page = '', name, tab] = parts
  if (!Object.hasOwn(pages, page) || parts.length > 3) return null
  if (name === undefined) return `/${page}`
  const firstTab = pages[page]
  if (!firstTab || ![name, tab ?? firstTab].every((part) => plain.test(part))) return null
  return `/${page}/${name}/${tab ?? firstTab}`
}

/** The link among the arguments of a start, if any. */
export function linkAmong(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.startsWith(`${linkScheme}:`)) ?? null
}
