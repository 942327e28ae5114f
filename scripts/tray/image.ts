/** A square of pixels of red, green, blue and opacity, painted over each other. */
export class Image {
  readonly size: number
  readonly pixels: Uint8Array

  constructor(size: number) {
    this.size = size
    this.pixels = new Uint8Array(size * size * 4)
  }

  /** Lays a colour over what is there, where and as far as `cover` says. */
  paint(cover: Float32Array, colour: readonly [number, number, number], opacity: number): void {
    cover.forEach((share, at) => {
      const over = share * opacity
      if (over === 0) return
      const under = (this.pixels[at * 4 + 3] ?? 0) / 255
      const alpha = over + under * (1 - over)
      colour.forEach((value, channel) => {
        const old = this.pixels[at * 4 + channel] ?? 0
        this.pixels[at * 4 + channel] = Math.round((value * over + old * under * (1 - over)) / alpha)
      })
      this.pixels[at * 4 + 3] = Math.round(alpha * 255)
    })
  }

  erase(cover: Float32Array): void {
    cover.forEach((share, at) => {
      this.pixels[at * 4 + 3] = Math.round((this.pixels[at * 4 + 3] ?? 0) * (1 - share))
    })
  }
}
