import { speak, withLaterWords } from './index.ts'

// Tests read the page in English, with every word there is.
await speak('en')
await withLaterWords(async () => undefined)
