import { Button, Combobox, TextInput, useCombobox } from '@mantine/core'
import { IconFile, IconFolder, IconFolderOpen, IconHistory } from '@tabler/icons-react'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import type { PlaceUse } from '../../electron/api/schema/places.ts'
import { t } from '../i18n/index.ts'
import { joinPath, splitPath } from '../lib/paths.ts'
import css from './PathPicker.module.css'
import { PlaceBrowser } from './PlaceBrowser.tsx'
import { fitting, usePlaces, useRecentPlaces, type PlaceChoice } from './usePlaces.ts'

interface PathPickerProps extends PlaceChoice {
  readonly label: string
  /** whose places are remembered and offered */
  readonly use: PlaceUse
  readonly value: string
  readonly onChange: (path: string) => void
  readonly description?: ReactNode
  readonly placeholder?: string
  readonly error?: ReactNode
  readonly disabled?: boolean
  readonly autoFocus?: boolean
  /** where browsing begins while the field is empty; the home unless said otherwise */
  readonly from?: string | undefined
}

const mostOffered = 50

/**
 * A folder or a file of the computer that Berth runs on: typed, with what is there offered, or looked for in a dialog.
 * What was picked for the same use before is offered while the field is empty.
 */
export function PathPicker(props: PathPickerProps): ReactNode {
  const { label, use, value, onChange, pick, accepts, from } = props
  const [browsing, setBrowsing] = useState(false)
  const [touched, setTouched] = useState(false)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const recent = useRecentPlaces(use)
  const { dir, name } = splitPath(value)
  const { data, error } = usePlaces(combobox.dropdownOpened && dir !== '' ? dir : null)

  const options =
    value === ''
      ? recent.map((path) => ({ path, kind: 'recent' as const, text: path }))
      : fitting(data?.entries ?? [], name, { pick, accepts })
          .filter((entry) => entry.kind === 'folder' || entry.name !== name)
          .slice(0, mostOffered)
          .map((entry) => ({ path: joinPath(dir, entry.name), kind: entry.kind, text: entry.name }))

  const choose = (path: string): void => {
    const option = options.find((each) => each.path === path)
    // A folder may be gone into further; a file is what was looked for.
    onChange(option?.kind === 'folder' ? `${path}/` : path)
    if (option?.kind !== 'folder') combobox.closeDropdown()
    else combobox.resetSelectedOption()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && combobox.dropdownOpened) {
      // The dialog around it would take it as its own.
      event.stopPropagation()
      combobox.closeDropdown()
    }
  }
  return (
    <>
      <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
        <Combobox.Target>
          <TextInput
            label={label}
            description={props.description}
            placeholder={props.placeholder}
            error={props.error ?? (touched && value !== '' && error ? error.message : undefined)}
            disabled={props.disabled ?? false}
            data-autofocus={props.autoFocus || undefined}
            spellCheck={false}
            autoComplete="off"
            classNames={{ input: 'mono' }}
            value={value}
            rightSectionWidth={96}
            rightSection={
              <Button
                variant="subtle"
                size="compact-xs"
                disabled={props.disabled ?? false}
                leftSection={<IconFolderOpen size={14} />}
                aria-label={t('places:browseFor', { label })}
                onClick={() => setBrowsing(true)}
              >
                {t('places:browse')}
              </Button>
            }
            onChange={(event) => {
              onChange(event.currentTarget.value)
              setTouched(true)
              combobox.openDropdown()
              combobox.resetSelectedOption()
            }}
            onClick={() => combobox.openDropdown()}
            onFocus={() => value === '' && combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDownCapture={onKeyDown}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={options.length === 0}>
          <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={label}>
            {options.map((option) => (
              <Combobox.Option key={option.path} value={option.path}>
                <span className={css.option}>
                  {option.kind === 'recent' ? (
                    <IconHistory size={14} aria-hidden />
                  ) : option.kind === 'folder' ? (
                    <IconFolder size={14} aria-hidden />
                  ) : (
                    <IconFile size={14} aria-hidden />
                  )}
                  <span className="clip" title={option.path}>
                    {option.text}
                    {option.kind === 'folder' ? '/' : ''}
                  </span>
                </span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <PlaceBrowser
        opened={browsing}
        title={label}
        start={value === '' ? (from ?? '~') : value}
        use={use}
        pick={pick}
        accepts={accepts}
        onClose={() => setBrowsing(false)}
        onPick={(path) => {
          setBrowsing(false)
          onChange(path)
        }}
      />
    </>
  )
}
