import type { messages } from './en/index.ts'
import type { later } from './en/later.ts'

type English = typeof messages & typeof later

/** A catalogue in any language: the same messages as in English, each with words of its own. */
export type FirstMessages = Translated<typeof messages>
export type LaterMessages = Translated<typeof later>
export type Messages = FirstMessages & LaterMessages

type Translated<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Translated<T[Key]> }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: English
  }
}
