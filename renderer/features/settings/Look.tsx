import { NativeSelect, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import type { ReactNode } from 'react'
import { useBerth } from '../../client/context.ts'
import { chooseLanguage } from '../../client/look.ts'
import { languages, storedLanguage, t, type Language } from '../../i18n/index.ts'
import css from './Settings.module.css'

const schemes: { value: MantineColorScheme; label: string }[] = [
  { value: 'auto', label: t('app:rail.schemeAuto') },
  { value: 'light', label: t('app:rail.schemeLight') },
  { value: 'dark', label: t('app:rail.schemeDark') },
]

const spoken = [
  { value: 'auto', label: t('app:rail.languageAuto') },
  ...Object.entries(languages).map(([value, label]) => ({ value, label })),
]

interface LookProps {
  readonly show: (id: string) => boolean
}

/** How the page looks and speaks: kept by the home, for this and every other window. */
export function Look({ show }: LookProps): ReactNode {
  const { client } = useBerth()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [scheme, language] = [show('scheme'), show('language')]
  return (
    <>
      {scheme && (
        <div className={css.row}>
          <div className={css.rowName}>{t('app:rail.appearance')}</div>
          <div className={css.rowValue}>
            <NativeSelect
              aria-label={t('app:rail.appearance')}
              data={schemes}
              value={colorScheme}
              onChange={(event) => setColorScheme(event.currentTarget.value as MantineColorScheme)}
            />
          </div>
          <div className={css.rowHint}>{t('settings:look.hint')}</div>
        </div>
      )}
      {language && (
        <div className={css.row}>
          <div className={css.rowName}>{t('app:rail.language')}</div>
          <div className={css.rowValue}>
            <NativeSelect
              aria-label={t('app:rail.language')}
              data={spoken}
              value={storedLanguage() ?? 'auto'}
              onChange={({ currentTarget: { value } }) =>
                void chooseLanguage(client, value === 'auto' ? null : (value as Language))
              }
            />
          </div>
          <div className={css.rowHint}>{t('settings:look.languageHint')}</div>
        </div>
      )}
    </>
  )
}
