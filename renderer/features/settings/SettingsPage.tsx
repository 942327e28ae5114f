import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useBerth, useMachine } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { useKeys } from '../../lib/keys.ts'
import { Checks } from '../checks/Checks.tsx'
import { DiagnosticsButton } from '../diagnostics/Diagnostics.tsx'
import { OwnEngineNote } from '../engines/EngineAway.tsx'
import { Settings as MachineSettings } from '../machine/Settings.tsx'
import { AppSettings } from './AppSettings.tsx'
import { EngineSection } from './EngineSection.tsx'
import { Look } from './Look.tsx'
import { foundSections, foundSettings, sectionIds, sectionTitle, type SectionId } from './sections.ts'
import { Rosetta } from './Rosetta.tsx'
import { SharedFolders } from './SharedFolders.tsx'
import { Update } from './Update.tsx'
import css from './Settings.module.css'

/** Every setting, by section; searched by its words, and led to by the address. */
export function SettingsPage(): ReactNode {
  const [query, setQuery] = useState('')
  const search = useRef<HTMLInputElement>(null)
  const { hash } = useLocation()
  const status = useMachine()?.status
  const found = useMemo(() => foundSettings(query, status), [query, status])
  const sections = foundSections(found)
  const show = (id: string): boolean => found === null || found.has(id)
  const [accelerator, rosetta, diagnostics, reset, update] = [
    'accelerator',
    'rosetta',
    'diagnostics',
    'reset',
    'update',
  ].map(show)
  useKeys({ '/': () => search.current?.focus() })
  useLedTo(hash)
  return (
    <div className={css.frame}>
      <nav className={css.nav} aria-label={t('settings:sections')}>
        <TextInput
          ref={search}
          type="search"
          aria-label={t('settings:search')}
          placeholder={t('settings:searchShort')}
          size="xs"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setQuery('')
          }}
        />
        <ul>
          {sectionIds
            .filter((id) => sections.has(id))
            .map((id) => (
              <li key={id}>
                <Link to="/settings" hash={id} activeOptions={{ includeHash: true }}>
                  {sectionTitle(id)}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <div className={css.page} tabIndex={0} role="region" aria-label={t('app:rail.settings')}>
        <div className={css.inner}>
          {sections.size === 0 && (
            <p role="status" className="dim">
              {t('settings:nothing', { query })}
            </p>
          )}
          {sections.has('resources') && (
            <Section id="resources" intro={t('settings:intro.resources')}>
              <MachineSettings bare show={(name) => name !== 'accelerator' && show(name)} />
            </Section>
          )}
          {sections.has('folders') && (
            <Section id="folders" intro={t('settings:intro.folders')}>
              <SharedFolders />
            </Section>
          )}
          {sections.has('start') && (
            <Section id="start" intro={t('settings:intro.start')}>
              <AppSettings names={(['atLogin', 'onQuit'] as const).filter(show)} />
            </Section>
          )}
          {sections.has('ports') && (
            <Section id="ports" intro={t('settings:intro.ports')}>
              <AppSettings names={['publishTo']} />
            </Section>
          )}
          {/* Network is the first part of the engine's document. */}
          {sections.has('engine') && <Engine />}
          {sections.has('updates') && (
            <Section id="updates" intro={t('settings:intro.updates')}>
              {update && <Update />}
              <AppSettings names={(['updateChannel', 'updateAutomatic'] as const).filter(show)} />
            </Section>
          )}
          {sections.has('look') && (
            <Section id="look">
              <Look show={show} />
            </Section>
          )}
          {sections.has('computer') && (
            <Section id="computer" intro={t('settings:intro.computer')}>
              <Checks />
              <div className={css.row}>
                <div className={css.rowName}>{t('migration:title')}</div>
                <div className={css.rowValue}>
                  <Button variant="default" renderRoot={(props) => <Link to="/migrate" {...props} />}>
                    {t('migration:look')}
                  </Button>
                </div>
                <div className={css.rowHint}>{t('migration:short')}</div>
              </div>
            </Section>
          )}
          {sections.has('advanced') && (
            <Section id="advanced">
              {accelerator && <MachineSettings bare show={(name) => name === 'accelerator'} />}
              {rosetta && <Rosetta />}
              {diagnostics && (
                <div className={css.row}>
                  <div className={css.rowName}>{t('diagnostics:title')}</div>
                  <div className={css.rowValue}>
                    <DiagnosticsButton />
                  </div>
                  <div className={css.rowHint}>{t('diagnostics:intro')}</div>
                </div>
              )}
              {reset && (
                <div className={css.row}>
                  <div className={css.rowName}>{t('settings:advanced.reset')}</div>
                  <Command line="berth reset" />
                  <div className={css.rowHint}>{t('settings:advanced.resetHint')}</div>
                </div>
              )}
            </Section>
          )}
        </div>
      </div>
    </div>
  )
}

/** Brings what the address names into sight, also when the page comes to be only now. */
function useLedTo(hash: string): void {
  useEffect(() => {
    if (hash === '') return
    let tries = 0
    const look = (): void => {
      const place = document.getElementById(hash)
      place?.scrollIntoView({ block: 'start' })
      place?.focus({ preventScroll: true })
      // The engine's part waits for its answer, and pushes down what stands below it.
      if (tries++ < 10 && (!place || document.querySelector('[data-waiting]'))) timer = setTimeout(look, 100)
    }
    let timer = setTimeout(look)
    return () => clearTimeout(timer)
  }, [hash])
}

interface SectionProps {
  readonly id: SectionId
  readonly intro?: string
  readonly children: ReactNode
}

function Section({ id, intro, children }: SectionProps): ReactNode {
  return (
    <section className={css.section} id={id} tabIndex={-1} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{sectionTitle(id)}</h2>
      {intro !== undefined && <p className={css.intro}>{intro}</p>}
      {children}
    </section>
  )
}

function Engine(): ReactNode {
  const { client } = useBerth()
  const status = useMachine()?.status
  const { data, error } = useQuery({
    // Another state of the machine, and the engine has other settings.
    queryKey: ['engine-settings', status?.state, status?.engine?.answering],
    queryFn: () => client.settings.engine.view.query(),
    placeholderData: (before) => before,
    staleTime: 0,
  })
  return (
    <div id="engine" tabIndex={-1}>
      <OwnEngineNote />
      {error && <Notice kind="error" message={plainError(error).message} hint={plainError(error).hint} />}
      {data ? (
        <EngineSection view={data} runs={status?.state === 'running'} />
      ) : (
        !error && (
          <p className="dim" data-waiting>
            {t('settings:asking')}
          </p>
        )
      )}
    </div>
  )
}
