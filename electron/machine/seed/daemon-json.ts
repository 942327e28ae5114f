import { wholeEngineSettings, type EngineSettings } from '../../api/schema/engine-settings.ts'

/** daemon.json: the user's engine settings over Berth's defaults, key by key. */
export function daemonJson(engine: EngineSettings): string {
  return `${JSON.stringify(wholeEngineSettings(engine), null, 2)}\n`
}
