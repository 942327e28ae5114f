import { IconChevronRight } from '@tabler/icons-react'
import { useId, useState, type ReactNode } from 'react'
import type { RunSpec } from '../../../electron/api/schema/run-spec.ts'
import { t } from '../../i18n/index.ts'
import { countSet, useRunForm } from './form.ts'
import css from './Run.module.css'

interface SectionProps {
  readonly title: string
  /** what of the spec stands in it: says how much is set, and opens it when something of it is wrong */
  readonly keys: readonly (keyof RunSpec)[]
  readonly children: ReactNode
}

/** Settings that most containers do without: closed, with the number of those that are set. */
export function Section({ title, keys, children }: SectionProps): ReactNode {
  const { spec, isWrong, tried } = useRunForm()
  const [open, setOpen] = useState(false)
  const body = useId()
  const count = countSet(spec, keys)
  const [seen, setSeen] = useState(tried)
  // Only when it was tried: what is typed afterwards must not open what was closed.
  if (seen !== tried) {
    setSeen(tried)
    if (keys.some(isWrong)) setOpen(true)
  }
  return (
    <section className={css.section}>
      <h3 className={css.sectionHead}>
        <button type="button" aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)}>
          <IconChevronRight size={14} aria-hidden className={open ? css.turned : css.chevron} />
          <span>{title}</span>
          {count > 0 && <span className={css.count}>{t('run:isSet', { count })}</span>}
        </button>
      </h3>
      <div id={body} className={css.sectionBody} hidden={!open}>
        {open && children}
      </div>
    </section>
  )
}
