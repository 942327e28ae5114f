/** One line of what a command said. */
export interface OutputLine {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

/**
 * The bundled docker command, run against this engine: what the engine room asks of the tools room, which the host puts
 * in its place. Rejects with `cancelled` once a command that `signal` called off is gone.
 */
export interface Docker {
  run(
    args: readonly string[],
    options: {
      readonly signal: AbortSignal
      readonly cwd?: string
      readonly env?: Readonly<Record<string, string>>
      /** While its promise is open, the command waits. */
      readonly onLines?: (lines: OutputLine[]) => void | Promise<void>
    },
  ): Promise<{ readonly code: number; readonly lastWords: readonly string[] }>
}
