import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { createBerth } from './client/berth.ts'
import { connect } from './client/connection.ts'
import { inDesktop } from './client/in-desktop.ts'
import { sessionKey } from './client/session-key.ts'

// zod, which comes with the first form, would try to compile its checks: the page's content security policy forbids it.
// Its settings stand in this global, so that they can be made before it is loaded (zod/v4/core/core.js, globalConfig).
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

const origin = new URL(window.location.href)
// A browser does without the desktop's ports.
const link = inDesktop
  ? (await import('./client/desktop-port.ts')).connectByPort()
  : connect(origin, sessionKey(origin))

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App berth={createBerth(link)} />
  </StrictMode>,
)
