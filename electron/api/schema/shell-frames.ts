/**
 * Binary messages on `/shell`: one byte that says which stream, then its bytes. Text messages are JSON
 * (`ShellRequest`, `ShellControl` to the host; `ShellResult`, the last, from it).
 */
export const shellStreams = { input: 0, output: 1, errors: 2 } as const
export type ShellStream = (typeof shellStreams)[keyof typeof shellStreams]

export function shellFrame(stream: ShellStream, data: Uint8Array): Uint8Array {
  const frame = new Uint8Array(data.length + 1)
  frame[0] = stream
  frame.set(data, 1)
  return frame
}

/** Null for a frame that says no stream. */
export function readShellFrame(frame: Uint8Array): { stream: ShellStream; data: Uint8Array } | null {
  const stream = Object.values(shellStreams).find((id) => id === frame[0])
  return stream === undefined ? null : { stream, data: frame.subarray(1) }
}
