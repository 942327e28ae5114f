import type { ReactNode } from 'react'
import css from './Facts.module.css'

interface FactsProps {
  readonly title: string
  readonly facts: readonly (readonly [name: string, value: ReactNode])[]
  /** the sentence instead, when there are none */
  readonly none?: string
  /** buttons beside the title */
  readonly actions?: ReactNode
}

/** Named values under a title, dense and aligned. */
export function Facts({ title, facts, none, actions }: FactsProps): ReactNode {
  return (
    <section className={css.section}>
      <header className={css.head}>
        <h3>{title}</h3>
        {actions}
      </header>
      {facts.length === 0 ? (
        <p className="dim">{none}</p>
      ) : (
        <dl className={css.list}>
          {facts.map(([name, value], index) => (
            <div key={`${name}${index}`}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
