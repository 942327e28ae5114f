import { Button, Group, Input, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../components/IconButton.tsx'
import { PathPicker } from '../../components/PathPicker.tsx'
import { t } from '../../i18n/index.ts'
import css from './Builds.module.css'

interface Secret {
  readonly id: string
  readonly file: string
}

interface SecretFieldsProps {
  readonly secrets: readonly Secret[]
  /** what the Dockerfile asks for */
  readonly offered: readonly { readonly name: string; readonly required: boolean }[]
  readonly error: string | undefined
  readonly onChange: (secrets: Secret[]) => void
}

/** Secrets by file: the build reads them while it runs, and no command line, image or log has them. */
export function SecretFields({ secrets, offered, error, onChange }: SecretFieldsProps): ReactNode {
  const change = (at: number, part: Partial<Secret>): void =>
    onChange(secrets.map((secret, index) => (index === at ? { ...secret, ...part } : secret)))
  const add = (id: string): void => onChange([...secrets, { id, file: '' }])
  const missing = offered.filter(({ name }) => !secrets.some(({ id }) => id === name))
  return (
    <Input.Wrapper
      label={t('builds:form.secrets')}
      description={t('builds:form.secretsHint')}
      error={error}
      labelElement="div"
    >
      <div className={css.secrets}>
        {secrets.map(({ id, file }, index) => (
          <div key={index} className={css.secret}>
            <TextInput
              label={t('builds:form.secretId')}
              spellCheck={false}
              value={id}
              onChange={(event) => change(index, { id: event.currentTarget.value })}
            />
            <PathPicker
              label={t('builds:form.secretFile')}
              use="secret"
              pick="file"
              value={file}
              onChange={(path) => change(index, { file: path })}
            />
            <IconButton
              label={t('builds:form.removeSecret', { id })}
              icon={IconX}
              onClick={() => onChange(secrets.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        <Group gap="xs">
          {missing.map(({ name }) => (
            <Button key={name} size="compact-xs" variant="default" onClick={() => add(name)}>
              {t('builds:form.addSecretNamed', { name })}
            </Button>
          ))}
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPlus size={12} />}
            onClick={() => add('')}
          >
            {t('builds:form.addSecret')}
          </Button>
        </Group>
      </div>
    </Input.Wrapper>
  )
}
