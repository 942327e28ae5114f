import type { ReactNode } from 'react'

export type Look = 'on' | 'busy' | 'off' | 'paused' | 'bad'

const colours: Record<Look, string> = {
  on: 'var(--ok)',
  busy: 'var(--warn)',
  off: 'var(--dim)',
  paused: 'var(--dim)',
  bad: 'var(--bad)',
}

/** A state as a small mark. Its shape says the same as its colour; a word stands beside it always. */
export function StateDot({ look }: { look: Look }): ReactNode {
  const colour = colours[look]
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden style={{ flex: 'none' }}>
      {look === 'on' && <circle cx="5" cy="5" r="4" fill={colour} />}
      {look === 'off' && <circle cx="5" cy="5" r="3.25" fill="none" stroke={colour} strokeWidth="1.5" />}
      {look === 'busy' && (
        <>
          <circle cx="5" cy="5" r="3.25" fill="none" stroke={colour} strokeWidth="1.5" />
          <path d="M5 1.75a3.25 3.25 0 0 1 0 6.5z" fill={colour} />
        </>
      )}
      {look === 'paused' && <path d="M2.5 1.5h1.8v7H2.5zM5.7 1.5h1.8v7H5.7z" fill={colour} />}
      {look === 'bad' && <path d="M5 .8 9.6 9H.4z" fill={colour} />}
    </svg>
  )
}
