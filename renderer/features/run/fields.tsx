import { Autocomplete, Checkbox, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { examples, windowsExamples } from './examples.ts'
import { mono } from './mono.ts'
import { useIsShown, useRunForm, type SwitchKey, type TextKey } from './form.ts'

interface FieldProps {
  readonly name: TextKey
  readonly hint?: string
  /** several lines */
  readonly area?: boolean
  /** holds code */
  readonly code?: boolean
  readonly autoFocus?: boolean
  readonly disabled?: boolean
  /** what may be picked instead of typed */
  readonly options?: readonly string[]
  readonly onPaste?: (text: string) => boolean
}

/** A text of the spec's, with its label, what is wrong with it, and a word of help. */
export function Field({
  name,
  hint,
  options,
  area,
  code,
  autoFocus,
  onPaste,
  ...rest
}: FieldProps): ReactNode {
  const { spec, set, errorAt, touch, windows } = useRunForm()
  if (!useIsShown(name)) return null
  const common = {
    ...rest,
    size: 'xs',
    label: t(`run:field.${name}`),
    description: hint,
    placeholder: (windows && windowsExamples[name]) ?? examples[name],
    error: errorAt(name),
    value: spec[name],
    spellCheck: false,
    autoComplete: 'off',
    inputWrapperOrder: ['label', 'input', 'error', 'description'] as (
      'label' | 'input' | 'error' | 'description'
    )[],
    onBlur: () => touch(name),
    ...(code && { styles: mono }),
    ...(autoFocus && { 'data-autofocus': true, autoFocus: true }),
    onPaste: (event: React.ClipboardEvent) => {
      if (onPaste?.(event.clipboardData.getData('text'))) event.preventDefault()
    },
  }
  if (options)
    return (
      <Autocomplete
        openOnFocus={false}
        {...common}
        data={[...options]}
        limit={50}
        onChange={(value) => set(name, value)}
      />
    )
  if (area)
    return (
      <Textarea
        {...common}
        autosize
        minRows={1}
        maxRows={8}
        onChange={(event) => set(name, event.currentTarget.value)}
      />
    )
  return <TextInput {...common} onChange={(event) => set(name, event.currentTarget.value)} />
}

interface SwitchFieldProps {
  readonly name: SwitchKey
  readonly hint?: ReactNode
}

export function SwitchField({ name, hint }: SwitchFieldProps): ReactNode {
  const { spec, set, errorAt } = useRunForm()
  if (!useIsShown(name)) return null
  return (
    <Checkbox
      label={t(`run:field.${name}`)}
      description={hint}
      error={errorAt(name)}
      checked={spec[name]}
      onChange={(event) => set(name, event.currentTarget.checked)}
    />
  )
}
