import type { ReactNode } from 'react'
import { Command } from './Copyable.tsx'
import css from './EmptyPage.module.css'

export interface NextStep {
  readonly what: string
  readonly command: string
  /** a button that does the same from here */
  readonly button?: ReactNode
}

/** A page with nothing on it yet: the two or three things one would do next, each with its command. */
export function EmptyPage({
  title,
  intro,
  steps,
}: {
  title: string
  intro: string
  steps: NextStep[]
}): ReactNode {
  return (
    <section className={css.empty} aria-label={title}>
      <h2 className={css.title}>{title}</h2>
      <p className={css.intro}>{intro}</p>
      <ol className={css.steps}>
        {steps.map((step) => (
          <li key={step.what}>
            <div className={css.what}>
              <span>{step.what}</span>
              {step.button}
            </div>
            <Command line={step.command} />
          </li>
        ))}
      </ol>
    </section>
  )
}
