import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import css from './Files.module.css'
import { stepsTo } from './paths.ts'

/** The way to where one is; every step of it leads there. */
export function Crumbs({ path, onPath }: { path: string; onPath: (path: string) => void }): ReactNode {
  const steps = [{ name: '/', path: '/' }, ...stepsTo(path)]
  return (
    <nav aria-label={t('files:path')} style={{ display: 'contents' }}>
      <ol className={css.crumbs}>
        {steps.map((step, at) => (
          <li key={step.path}>
            {at > 1 && <IconChevronRight size={12} aria-hidden className={css.kind} />}
            <button
              type="button"
              className={css.crumb}
              aria-current={step.path === path ? 'page' : undefined}
              aria-label={at === 0 ? t('files:root') : undefined}
              onClick={() => onPath(step.path)}
            >
              {step.name}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
