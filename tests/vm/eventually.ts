/** Waits until `probe` gives something other than null, asking every `everyMs`; rejects with `what` after `withinMs`. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | null>,
  { withinMs = 60_000, everyMs = 250 }: { withinMs?: number; everyMs?: number } = {},
): Promise<T> {
  const until = performance.now() + withinMs
  for (;;) {
    const value = await probe()
    if (value !== null) return value
    if (performance.now() > until) throw new Error(`not within ${withinMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
