/** Wakes one who waits for something that may happen at several places. A ring that nobody waits for is kept. */
export class Bell {
  #rung = false
  #wake: () => void = () => undefined

  readonly ring = (): void => {
    this.#rung = true
    this.#wake()
  }

  /** Until the next ring, or for at most `ms`. */
  async wait(ms = Infinity): Promise<void> {
    if (!this.#rung) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        if (ms !== Infinity) timer = setTimeout(resolve, ms)
      })
      clearTimeout(timer)
      this.#wake = () => undefined
    }
    this.#rung = false
  }
}
