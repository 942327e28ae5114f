import { speak } from './index.ts'

// Tests read the page in English.
await speak('en')
