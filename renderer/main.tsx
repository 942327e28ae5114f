// First, so that our own rules come after Mantine's.
import './base.css'
import { chosenLanguage, speak } from './i18n/index.ts'
import { loadAgainWhenPartsAreMissing } from './lib/load-again.ts'

loadAgainWhenPartsAreMissing()

// What is loaded from here on may say something.
await speak(chosenLanguage())
document.documentElement.lang = chosenLanguage()
await import('./start.tsx')
