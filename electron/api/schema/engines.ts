import { z } from 'zod'
import { WindowsEngine } from './windows-engine.ts'

/** Where an engine is: in Berth's machine, or how it is reached. */
export const EngineKind = z.enum(['berth', 'unix', 'npipe', 'ssh', 'tcp'])
export type EngineKind = z.infer<typeof EngineKind>

/**
 * Why an engine is shown but not opened: its connection would be readable by everybody on the way (`not-encrypted`), or
 * its address is none that Berth understands.
 */
export const EngineRefusal = z.enum(['not-encrypted', 'not-understood'])
export type EngineRefusal = z.infer<typeof EngineRefusal>

/** An engine that the page can be switched to. */
export const EngineRow = z.object({
  id: z.string(),
  /** what it is called; mostly as its docker context */
  name: z.string(),
  /** the docker context that leads to it */
  context: z.string(),
  kind: EngineKind,
  /** its address, without who it logs in as */
  where: z.string(),
  /** the computer that it is on, where that is another than this one */
  computer: z.string().nullable(),
  refused: EngineRefusal.nullable(),
})
export type EngineRow = z.infer<typeof EngineRow>

/** The list of engines, and the one that pages are shown. */
export const EnginesView = z.object({
  /** Berth's own first */
  engines: z.array(EngineRow),
  current: EngineRow,
  /** the one that this connection speaks with: the current one of when it was made */
  here: z.string(),
  /** of the current one */
  state: z.object({
    answering: z.boolean(),
    /** ISO 8601: since when it has or has not answered */
    since: z.string(),
    version: z.string().nullable(),
    /** what its containers run on, `linux` or `windows`; null until it has answered */
    os: z.string().nullable(),
    /** what it says of its Windows, where its containers are Windows' */
    windows: WindowsEngine.nullable(),
    /** why it does not answer; null while it does, or is asked for the first time */
    reason: z.string().nullable(),
  }),
  /** the engine that was chosen before and could not be found when the host started: Berth's own stands in for it */
  missing: z.string().nullable(),
  /** this computer can have an engine for Windows containers, whether it has one or not */
  windows: z.boolean(),
})
export type EnginesView = z.infer<typeof EnginesView>
