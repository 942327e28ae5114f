/** The newest of many, in their order: bounded by how many they are and by what they weigh together. */
export class Ring<T extends { readonly number: number }> {
  #items: T[] = []
  #head = 0
  #weight = 0
  readonly #most: number
  readonly #mostWeight: number
  readonly #weigh: (item: T) => number

  constructor(bounds: { most: number; mostWeight: number; weigh: (item: T) => number }) {
    this.#most = bounds.most
    this.#mostWeight = bounds.mostWeight
    this.#weigh = bounds.weigh
  }

  push(item: T): void {
    this.#items.push(item)
    this.#weight += this.#weigh(item)
    while (this.#size > 1 && (this.#size > this.#most || this.#weight > this.#mostWeight)) this.#drop()
    // Moved together now and then: to do it each time would cost as much as the whole ring.
    if (this.#head < this.#most) return
    this.#items = this.#items.slice(this.#head)
    this.#head = 0
  }

  /** Those with a higher number, the newest `most` of them. */
  after(number: number, most = Infinity): T[] {
    let low = this.#head
    let high = this.#items.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#items[middle]?.number ?? 0) > number) high = middle
      else low = middle + 1
    }
    return this.#items.slice(Math.max(low, this.#items.length - Math.max(0, most)))
  }

  get #size(): number {
    return this.#items.length - this.#head
  }

  #drop(): void {
    const oldest = this.#items[this.#head]
    if (oldest) this.#weight -= this.#weigh(oldest)
    this.#items[this.#head] = undefined as unknown as T
    this.#head += 1
  }
}
