/**
 * Takes apart the stream of a container without a terminal: frames of 8 bytes of header (stream type, three zeros,
 * big-endian length) and so many bytes. A frame's payload is passed on as it comes, never gathered: its length is
 * what the guest says. Source: moby's api/pkg/stdcopy.
 */
export class FrameParser {
  readonly #sink: FrameSink
  readonly #header = Buffer.alloc(8)
  #headerBytes = 0
  #left = 0

  constructor(sink: FrameSink) {
    this.#sink = sink
  }

  /** Throws a RangeError on a header that is none. */
  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#left > 0) {
        const part = chunk.subarray(at, at + this.#left)
        at += part.length
        this.#left -= part.length
        this.#sink.data(part)
        if (this.#left === 0) this.#sink.end()
      } else if (this.#headerBytes === 0 && chunk.length - at >= 8) {
        this.#begin(chunk, at)
        at += 8
      } else {
        const taken = chunk.copy(this.#header, this.#headerBytes, at, at + 8 - this.#headerBytes)
        at += taken
        this.#headerBytes += taken
        if (this.#headerBytes === 8) this.#begin(this.#header, 0)
      }
    }
  }

  #begin(header: Buffer, at: number): void {
    this.#headerBytes = 0
    this.#left = header.readUInt32BE(at + 4)
    const stream = frameStreams[header.readUInt8(at)]
    if (stream === undefined) throw new RangeError(`a frame of stream ${header.readUInt8(at)}`)
    this.#sink.begin(stream)
    if (this.#left === 0) this.#sink.end()
  }
}

/** `error`: the engine itself gave up on the stream and says why. */
export type FrameStream = 'stdout' | 'stderr' | 'error'

/** 0 is stdin, which a log cannot have, and which stdcopy counts as stdout. */
const frameStreams: readonly FrameStream[] = ['stdout', 'stdout', 'stderr', 'error']

export interface FrameSink {
  begin(stream: FrameStream): void
  data(part: Buffer): void
  end(): void
}
