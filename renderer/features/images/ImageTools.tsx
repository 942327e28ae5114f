import { Button, Menu, NativeSelect } from '@mantine/core'
import {
  IconRefreshAlert,
  IconChevronDown,
  IconCloudLock,
  IconFileUpload,
  IconTrash,
  IconVersions,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useBerth, useIsLive } from '../../client/context.ts'
import { useStore } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'
import { usePreference } from '../../lib/preferences.ts'
import { openCleanUp } from '../disk/cleaning-up.ts'
import { openLoad } from './dialogs.ts'
import { shownBy, shows, withShow, type Show } from './filter.ts'
import css from './Images.module.css'
import { checkForNews, newsCheck } from './news.ts'

/** Whether registries are asked for newer versions whenever the page is opened; the user turns it on. */
export const useCheckOnOpen = () => usePreference('images.checkOnOpen', false)

interface ImageToolsProps {
  readonly filter: string
  readonly onFilter: (text: string) => void
}

/** What stands over the images beside the filter: ready-made filters, and what is done with no image in particular. */
export function ImageTools({ filter, onFilter }: ImageToolsProps): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const check = useStore(newsCheck)
  const [checkOnOpen, setCheckOnOpen] = useCheckOnOpen()
  return (
    <>
      <NativeSelect
        className={css.show}
        aria-label={t('images:show.label')}
        title={t('images:filterHelp')}
        value={shownBy(filter)}
        data={(Object.keys(shows) as Show[]).map((show) => ({
          value: show,
          label: t(`images:show.${show}`),
        }))}
        onChange={(event) => onFilter(withShow(filter, event.currentTarget.value as Show))}
      />
      <Menu position="bottom-start" width={288}>
        <Menu.Target>
          <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} />}>
            {check ? t('images:news.checking', check) : t('images:more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileUpload size={14} />} disabled={!live} onClick={openLoad}>
            {t('images:palette.load')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconVersions size={14} />}
            disabled={!live || check !== null}
            onClick={() => void checkForNews(berth, berth.images.get().rows, { fresh: true, quiet: false })}
          >
            {t('images:palette.check')}
          </Menu.Item>
          <Menu.Item
            role="menuitemcheckbox"
            aria-checked={checkOnOpen}
            leftSection={<IconRefreshAlert size={14} />}
            rightSection={checkOnOpen ? '✓' : null}
            onClick={() => setCheckOnOpen(!checkOnOpen)}
          >
            {t('images:checkOnOpen')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCloudLock size={14} />}
            onClick={() => void navigate({ to: '/images/registries' })}
          >
            {t('registries:goTo')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={14} />}
            disabled={!live}
            onClick={() => openCleanUp('images')}
          >
            {t('images:palette.prune')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
