import type { ReactNode } from 'react'
import { Command } from '../components/Copyable.tsx'
import css from './Frame.module.css'

/** The session of this browser is over: nothing here works until it is opened anew. */
export function Ended(): ReactNode {
  return (
    <main className={css.ended}>
      <h1>This page is not connected to Berth any more</h1>
      <p>
        Berth was restarted, or this browser was never let in. For your safety a page is opened by a link that
        works once. Open it again with:
      </p>
      <Command line="berth open" />
      <p className="dim">
        In a checkout of the sources the command is scripts/berth open. Your containers are not affected.
      </p>
    </main>
  )
}
