import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { createBerth } from './client/berth.ts'

// zod, which comes with the first form, would try to compile its checks: the page's content security policy forbids it.
// Its settings stand in this global, so that they can be made before it is loaded (zod/v4/core/core.js, globalConfig).
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App berth={createBerth(new URL(window.location.href))} />
  </StrictMode>,
)
