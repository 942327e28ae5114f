import {
  IconBolt,
  IconHammer,
  IconDownload,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconRefresh,
  IconRocket,
  type Icon,
} from '@tabler/icons-react'
import type {
  ComposeActionInput,
  ComposeContainer,
  ComposeSimpleAction,
} from '../../../electron/api/schema/compose.ts'
import type { Berth } from '../../client/berth.ts'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'

export type PlainAction = ComposeSimpleAction | 'pull' | 'build'

export const faces: Readonly<Record<PlainAction | 'up', { readonly label: string; readonly icon: Icon }>> = {
  up: { label: t('compose:do.up'), icon: IconRocket },
  start: { label: t('compose:do.start'), icon: IconPlayerPlay },
  stop: { label: t('compose:do.stop'), icon: IconPlayerStop },
  restart: { label: t('compose:do.restart'), icon: IconRefresh },
  pause: { label: t('compose:do.pause'), icon: IconPlayerPause },
  unpause: { label: t('compose:do.unpause'), icon: IconPlayerTrackNext },
  kill: { label: t('compose:do.kill'), icon: IconBolt },
  pull: { label: t('compose:do.pull'), icon: IconDownload },
  build: { label: t('compose:do.build'), icon: IconHammer },
}

/** What makes sense for these containers as they are, the likeliest first. */
export function possibleActions(containers: readonly ComposeContainer[]): ComposeSimpleAction[] {
  const has = (state: ComposeContainer['state']): boolean => containers.some((one) => one.state === state)
  const up = has('running') || has('restarting')
  return [
    ...(has('exited') || has('created') ? (['start'] as const) : []),
    ...(up ? (['stop', 'restart', 'pause'] as const) : []),
    ...(has('paused') ? (['unpause'] as const) : []),
    ...(up || has('paused') ? (['kill'] as const) : []),
  ]
}

/** Starts the action; what goes wrong before it has begun is told, and the rest by its job. */
export async function act(berth: Berth, project: string, action: ComposeActionInput): Promise<string | null> {
  try {
    return await berth.client.compose.act.mutate({ project, action })
  } catch (thrown) {
    tellError(thrown)
    return null
  }
}
