import type { messages } from './en/index.ts'

type English = typeof messages

/** A catalogue in any language: the same messages as in English, each with words of its own. */
export type Messages = Translated<English>

type Translated<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Translated<T[Key]> }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: English
  }
}
