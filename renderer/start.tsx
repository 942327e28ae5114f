import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app/App.tsx'
import { createBerth } from './client/berth.ts'

// zod would try to compile its checks, which the page's content security policy forbids.
z.config({ jitless: true })

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App berth={createBerth(new URL(window.location.href))} />
  </StrictMode>,
)
