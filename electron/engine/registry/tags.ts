const maxTags = 5000
const collator = new Intl.Collator('en', { numeric: true })

/** The likeliest first: "latest", then the newest versions. What signers put beside images is no tag to pull. */
export function offered(tags: readonly string[]): string[] {
  return [...new Set(tags)]
    .filter((tag) => !/^sha256-[0-9a-f]{64}/.test(tag))
    .sort((a, b) => rank(a) - rank(b) || collator.compare(b, a))
    .slice(0, maxTags)
}

/** latest, versions, names, then what a machine counted. */
function rank(tag: string): number {
  if (tag === 'latest') return 0
  if (/^v?\d+(\.\d+)*$/.test(tag)) return 1
  if (/^v?\d+\.\d/.test(tag)) return 2
  return /^[a-z][a-z0-9.-]*$/i.test(tag) && !/^[0-9a-f]{7,64}$/.test(tag) ? 3 : 4
}
