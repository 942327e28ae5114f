/** Sites whose pages Berth leads to: the documentation of what it shows. Only by https. */
export const pageSites: ReadonlySet<string> = new Set([
  'docs.docker.com',
  'hub.docker.com',
  'compose-spec.io',
  'www.compose-spec.io',
])
