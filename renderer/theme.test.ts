import { DEFAULT_THEME, luminance } from '@mantine/core'
import { expect, it } from 'vitest'
import { cssVariables } from './theme.ts'

/** As WCAG 2 reckons it: from 1 to 21. */
const contrast = (a: string, b: string): number => {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other)
  return (bright + 0.05) / (dark + 0.05)
}

/** Words that rest on any of the grounds: WCAG 1.4.3 asks for 4.5 : 1. */
const inks = /^--(text|dim|accent|ok|warn|bad|network-\d)$/
const grounds = ['--bg', '--raised', '--sunk', '--hover']

it.each(['light', 'dark'] as const)('every colour of words can be read on every ground, in %s', (scheme) => {
  const colours: Record<string, string> = cssVariables(DEFAULT_THEME)[scheme]
  const inksHere = Object.keys(colours).filter((name) => inks.test(name))
  expect(inksHere.length).toBe(12)
  const weak = inksHere.flatMap((ink) =>
    grounds
      .filter((ground) => contrast(colours[ink] ?? '', colours[ground] ?? '') < 4.5)
      .map((ground) => `${ink} on ${ground}`),
  )
  expect(weak).toEqual([])
})
