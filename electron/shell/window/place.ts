import type { Rectangle } from 'electron'
import { z } from 'zod'
import { Appearance, PageLanguage } from '../../api/schema/settings.ts'
import { anyLook } from '../../base/page-look.ts'

const Side = z.number().int().min(-100_000).max(100_000)

/** What is remembered of the window, in a file of the app's own. */
export const WindowMemory = z.object({
  bounds: z.object({ x: Side, y: Side, width: Side.positive(), height: Side.positive() }).nullable(),
  maximized: z.boolean(),
  /** Chromium's zoom level: 0 is 100 %, each step a fifth more or less */
  zoom: z.number().min(-8).max(9),
  /** what the page spoke last: menus of a start without a window speak it too */
  language: z.enum(['en', 'de']).nullable(),
  /** what the user chose for the page, for a start that shows it before the host has said so */
  look: z.object({ appearance: Appearance, language: PageLanguage }).catch(anyLook),
})
export type WindowMemory = z.infer<typeof WindowMemory>

export const freshMemory: WindowMemory = {
  bounds: null,
  maximized: false,
  zoom: 0,
  language: null,
  look: anyLook,
}

export const smallest = { width: 640, height: 480 }
const usual = { width: 1280, height: 800 }

/** How much of the window's top edge must be in sight, in pixels: enough to take hold of it. */
const hold = { width: 120, height: 32 }

/**
 * Where the window opens: as it was, if there is still a screen below it; else as big as it was or is usual, where the
 * system puts it. `areas`: what of each screen is free for windows.
 */
export function placeOn(
  remembered: Rectangle | null,
  areas: readonly Rectangle[],
): { width: number; height: number; x?: number; y?: number } {
  const area = (remembered && areas.find((each) => canBeHeld(remembered, each))) ?? areas[0]
  const most = area ?? { ...usual, x: 0, y: 0 }
  const wanted = remembered ?? usual
  const width = Math.max(Math.min(wanted.width, most.width), Math.min(smallest.width, most.width))
  const height = Math.max(Math.min(wanted.height, most.height), Math.min(smallest.height, most.height))
  if (!remembered || !area || !canBeHeld(remembered, area)) return { width, height }
  return { width, height, x: remembered.x, y: Math.max(remembered.y, area.y) }
}

function canBeHeld(bounds: Rectangle, area: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  const down = Math.min(bounds.y + hold.height, area.y + area.height) - Math.max(bounds.y, area.y)
  return across >= hold.width && down >= hold.height / 2
}
