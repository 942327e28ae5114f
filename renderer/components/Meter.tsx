import type { ReactNode } from 'react'
import css from './Meter.module.css'

interface MeterProps {
  label: string
  /** 0..1; null while it is not known */
  share: number | null
  /** the same in words: "512 MiB of 2 GiB" */
  words: string
}

/** How much of a limit is used. It turns amber near the limit, where it needs you. */
export function Meter({ label, share, words }: MeterProps): ReactNode {
  const value = Math.min(1, Math.max(0, share ?? 0))
  return (
    <div className={css.meter}>
      <span className={css.label}>{label}</span>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(value * 100)}
        aria-valuetext={words}
        className={css.track}
      >
        <div className={value > 0.9 ? css.full : css.bar} style={{ width: `${value * 100}%` }} />
      </div>
      <span className={css.words}>{words}</span>
    </div>
  )
}
