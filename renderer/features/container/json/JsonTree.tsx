import { Button, TextInput } from '@mantine/core'
import { IconCheck, IconChevronDown, IconChevronUp, IconCopy, IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useCopy } from '../../../components/Copyable.tsx'
import { IconButton } from '../../../components/IconButton.tsx'
import { Tree } from '../../../components/tree/Tree.tsx'
import { t } from '../../../i18n/index.ts'
import { useKeys } from '../../../lib/keys.ts'
import css from './Inspect.module.css'
import {
  allParents,
  asPath,
  copyText,
  findInJson,
  jsonLines,
  parentsOf,
  valueText,
  type Json,
  type JsonLine,
} from './json-lines.ts'

/** Characters of a value on its line: the foot shows more of the one that is chosen. */
const lineLength = 240

/** JSON to look through: it closes and opens by parts, is searched, and gives away the path and the value of each line. */
export function JsonTree({ value, label }: { readonly value: Json; readonly label: string }): ReactNode {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string | null>(null)
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const field = useRef<HTMLInputElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => jsonLines(value, closed), [value, closed])
  const found = useMemo(() => (wanted === '' ? [] : findInJson(value, wanted)), [value, wanted])
  const hits = useMemo(() => new Set(found), [found])
  const hit = current === null ? -1 : found.indexOf(current)
  const whole = useCopy(() => JSON.stringify(value, null, 2))
  useKeys({ '/': () => field.current?.focus() }, { within: frame })

  const go = (by: 1 | -1): void => {
    const from = hit >= 0 ? hit + by : by === 1 ? 0 : -1
    const id = found[(from + found.length) % found.length]
    if (id === undefined) return
    const parents = new Set(parentsOf(value, id))
    setClosed((before) => new Set([...before].filter((each) => !parents.has(each))))
    setCurrent(id)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && text !== '') setText('')
    else if (event.key === 'Escape') event.currentTarget.blur()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const open = (line: JsonLine, is: boolean): void =>
    setClosed((before) => new Set(is ? [...before].filter((id) => id !== line.id) : [...before, line.id]))
  const chosen = lines.find(({ id }) => id === current)

  return (
    <div className={css.frame} ref={frame}>
      <div className={css.tools} role="toolbar" aria-label={label}>
        <TextInput
          ref={field}
          size="xs"
          className={css.search}
          aria-label={t('container:json.search')}
          placeholder={t('container:json.searchWithKey')}
          leftSection={<IconSearch size={14} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {wanted !== '' && (
          <>
            <span className="dim" role="status">
              {hit >= 0
                ? t('container:json.at', { at: hit + 1, count: found.length })
                : t('container:json.found', { count: found.length })}
            </span>
            <IconButton
              label={t('container:json.previous')}
              icon={IconChevronUp}
              disabled={found.length === 0}
              onClick={() => go(-1)}
            />
            <IconButton
              label={t('container:json.next')}
              icon={IconChevronDown}
              disabled={found.length === 0}
              onClick={() => go(1)}
            />
          </>
        )}
        <span className={css.gap} />
        <Button
          size="compact-xs"
          variant="default"
          onClick={() =>
            setClosed(closed.size > 0 ? new Set() : new Set(allParents(value).filter((id) => id !== '')))
          }
        >
          {t(closed.size > 0 ? 'container:json.openAll' : 'container:json.closeAll')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={whole.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={whole.copy}
        >
          {t(whole.copied ? 'container:copied' : 'container:json.copyAll')}
        </Button>
      </div>
      <Tree
        label={label}
        lines={lines}
        current={current}
        onCurrent={setCurrent}
        onOpen={open}
        render={(line) => <Line line={line} hit={hits.has(line.id)} />}
      />
      {chosen && <Foot key={chosen.id} line={chosen} />}
    </div>
  )
}

function Line({ line, hit }: { readonly line: JsonLine; readonly hit: boolean }): ReactNode {
  const { key, value, open } = line
  const said = valueText(line)
  const kind = open !== null || value === null ? 'dim' : typeof value === 'string' ? css.text : css.number
  return (
    <span className={`mono clip ${hit ? (css.hit ?? '') : ''}`}>
      {key !== null && (
        <span className={css.key}>{typeof key === 'number' ? `${key}: ` : `${JSON.stringify(key)}: `}</span>
      )}
      <span className={kind}>{said.length > lineLength ? `${said.slice(0, lineLength)}…` : said}</span>
    </span>
  )
}

/** The chosen line's path, more of its value, and both to take along. */
function Foot({ line }: { readonly line: JsonLine }): ReactNode {
  const path = asPath(line.id)
  const copyPath = useCopy(() => path)
  const copyValue = useCopy(() => copyText(line.value))
  const said = line.open === null ? valueText(line) : ''
  return (
    <div className={css.foot}>
      <div className={css.path}>
        <code className="mono clip" title={path}>
          {path}
        </code>
        <Button size="compact-xs" variant="default" onClick={copyPath.copy}>
          {t(copyPath.copied ? 'container:copied' : 'container:json.copyPath')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={copyValue.copy}>
          {t(copyValue.copied ? 'container:copied' : 'container:json.copyValue')}
        </Button>
      </div>
      {said.length > 60 && (
        <pre className={css.value} tabIndex={0} aria-label={t('container:json.value')}>
          {said}
        </pre>
      )}
    </div>
  )
}
