import { IconBox, IconServer2, IconStack2, type Icon } from '@tabler/icons-react'

export interface Noun {
  readonly to: '/containers' | '/images' | '/machine'
  readonly label: string
  readonly icon: Icon
}

/** The pages, in the order of the rail. */
export const nouns: readonly Noun[] = [
  { to: '/containers', label: 'Containers', icon: IconBox },
  { to: '/images', label: 'Images', icon: IconStack2 },
  { to: '/machine', label: 'Machine', icon: IconServer2 },
]
