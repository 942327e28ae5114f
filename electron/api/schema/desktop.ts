import { z } from 'zod'

/** An address of the page: what follows its origin. */
export const PageAddress = z
  .string()
  .max(2048)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/)

/** What the desktop's menus speak. */
export const DesktopLanguage = z.enum(['en', 'de'])
export type DesktopLanguage = z.infer<typeof DesktopLanguage>
