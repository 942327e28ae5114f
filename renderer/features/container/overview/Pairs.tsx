import { TextInput } from '@mantine/core'
import { IconCheck, IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useCopy } from '../../../components/Copyable.tsx'
import facts from '../../../components/Facts.module.css'
import { IconButton } from '../../../components/IconButton.tsx'
import { t } from '../../../i18n/index.ts'
import css from './Overview.module.css'

interface Pair {
  readonly name: string
  readonly value: string
  /** hidden until it is asked for */
  readonly secret?: boolean
}

interface PairsProps {
  readonly title: string
  readonly pairs: readonly Pair[]
  /** the sentence instead, when there are none */
  readonly none: string
}

/** From so many on, a list has a field to find one. */
const many = 12
/** Characters of a value that are shown before the rest is asked for. */
const shortened = 400

/** Variables or labels: any number, of any length. */
export function Pairs({ title, pairs, none }: PairsProps): ReactNode {
  const [filter, setFilter] = useState('')
  const wanted = filter.trim().toLowerCase()
  // A secret is not found by its value, which would give it away.
  const shown = pairs.filter(
    ({ name, value, secret }) =>
      name.toLowerCase().includes(wanted) || (!secret && value.toLowerCase().includes(wanted)),
  )
  return (
    <section className={facts.section} aria-label={title}>
      <header className={facts.head}>
        <h3>
          {title} {pairs.length > 0 && <span className="dim">{pairs.length}</span>}
        </h3>
        {pairs.length >= many && (
          <TextInput
            size="xs"
            className={css.filter}
            aria-label={t('container:overview.filterOf', { what: title })}
            placeholder={t('container:overview.filter')}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        )}
      </header>
      {shown.length === 0 ? (
        <p className="dim" role="status">
          {pairs.length === 0 ? none : t('container:overview.noMatch', { filter: wanted })}
        </p>
      ) : (
        <dl className={facts.list}>
          {shown.map((pair, index) => (
            <div key={`${pair.name}${index}`} className={css.pair}>
              <dt className="mono">{pair.name}</dt>
              <dd>
                <Value {...pair} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

function Value({ name, value, secret = false }: Pair): ReactNode {
  const [open, setOpen] = useState(false)
  const [whole, setWhole] = useState(false)
  const { copied, copy } = useCopy(() => value)
  const hidden = secret && !open
  const long = value.length > shortened && !hidden
  return (
    <span className={css.value}>
      <span className={`mono ${css.text ?? ''}`}>
        {hidden ? (
          <span className="dim">{t('container:overview.hidden')}</span>
        ) : long && !whole ? (
          `${value.slice(0, shortened)}…`
        ) : (
          value
        )}
        {long && (
          <button type="button" className={css.more} aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? t('container:overview.less') : t('container:overview.more', { count: value.length })}
          </button>
        )}
      </span>
      <span className={css.tools}>
        {secret && (
          <IconButton
            label={t(open ? 'container:overview.hide' : 'container:overview.show', { name })}
            icon={open ? IconEyeOff : IconEye}
            onClick={() => setOpen(!open)}
          />
        )}
        <IconButton
          label={t('container:overview.copy', { name })}
          icon={copied ? IconCheck : IconCopy}
          onClick={copy}
        />
        <span className="visually-hidden" role="status">
          {copied ? t('container:copied') : ''}
        </span>
      </span>
    </span>
  )
}
