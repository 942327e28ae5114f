import { t } from '../i18n/index.ts'
import {
  IconActivity,
  IconBox,
  IconChartPie,
  IconDatabase,
  IconHammer,
  IconNetwork,
  IconServer2,
  IconStack2,
  IconTopologyStar3,
  type Icon,
} from '@tabler/icons-react'

export interface Noun {
  readonly to:
    | '/containers'
    | '/compose'
    | '/images'
    | '/volumes'
    | '/networks'
    | '/builds'
    | '/events'
    | '/disk'
    | '/machine'
  readonly label: string
  readonly icon: Icon
}

/** The pages, in the order of the rail. */
export const nouns: readonly Noun[] = [
  { to: '/containers', label: t('app:pages.containers'), icon: IconBox },
  { to: '/compose', label: t('app:pages.compose'), icon: IconTopologyStar3 },
  { to: '/images', label: t('app:pages.images'), icon: IconStack2 },
  { to: '/volumes', label: t('app:pages.volumes'), icon: IconDatabase },
  { to: '/networks', label: t('app:pages.networks'), icon: IconNetwork },
  { to: '/builds', label: t('app:pages.builds'), icon: IconHammer },
  { to: '/events', label: t('app:pages.events'), icon: IconActivity },
  { to: '/disk', label: t('app:pages.disk'), icon: IconChartPie },
  { to: '/machine', label: t('app:pages.machine'), icon: IconServer2 },
]
