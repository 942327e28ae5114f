import { Menu } from '@mantine/core'
import { IconArrowsExchange, IconChevronDown } from '@tabler/icons-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { EngineRow } from '../../../electron/api/schema/engines.ts'
import { ownEngine } from '../../../electron/api/schema/own-engine.ts'
import { useBerth, useMachine } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { StateDot } from '../../components/StateDot.tsx'
import { t } from '../../i18n/index.ts'
import { machineFace } from '../machine/words.ts'
import css from './Engines.module.css'
import { engineFace, engineName, shortEngineName, switchEngine } from './use-engine.ts'

const WindowsDialog = lazy(() => import('./WindowsDialog.tsx'))

/** Which engine is looked at, where there is a choice; the list of them to switch to another. */
export function EnginePill(): ReactNode {
  const berth = useBerth()
  const view = useStore(berth.engines)
  const machine = useMachine()
  const [dialog, setDialog] = useState(false)
  if (!view || (view.engines.length < 2 && !view.windows)) return null
  const { current, state } = view
  const isOwn = current.id === ownEngine
  const face = isOwn ? machineFace(machine) : engineFace(view)
  const name = engineName(current, view)
  return (
    <>
      <Menu
        position="bottom-end"
        onOpen={() => void berth.client.engines.look.mutate().catch(() => undefined)}
      >
        <Menu.Target>
          <button
            type="button"
            className={css.pill}
            aria-label={t('engines:pill', { name, state: face.word })}
            title={state.reason ?? current.where}
          >
            {isOwn ? <IconArrowsExchange size={14} aria-hidden /> : <StateDot look={face.look} />}
            <span className="clip">{shortEngineName(current, view)}</span>
            <IconChevronDown size={14} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={current.id}
            onChange={(id) => {
              if (id !== current.id) switchEngine(berth, id)
            }}
          >
            {view.engines.map((engine) => (
              <Menu.RadioItem key={engine.id} value={engine.id} disabled={engine.refused !== null}>
                <span className={css.engine} data-refused={engine.refused !== null || undefined}>
                  <span className={css.name}>{engineName(engine, view)}</span>
                  <span className={css.where}>{whereWords(engine)}</span>
                </span>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          {view.windows && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => setDialog(true)}>{t('engines:windowsEntry')}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog && (
        <Suspense>
          <WindowsDialog onClose={() => setDialog(false)} />
        </Suspense>
      )}
    </>
  )
}

function whereWords({ kind, where, refused }: EngineRow): string {
  if (kind === 'berth') return t('engines:own')
  return refused === null ? where : `${where} – ${t(`engines:refused.${refused}`)}`
}
