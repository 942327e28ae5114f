import { Autocomplete, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useBerth } from '../../../client/context.ts'
import { plainError, type PlainError } from '../../../client/errors.ts'
import { Command } from '../../../components/Copyable.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { tell } from '../../../components/tell.tsx'
import { t } from '../../../i18n/index.ts'
import { dockerCommand } from '../../../lib/docker-command.ts'
import { dockerHub, typedHost } from './host.ts'

/** Registries that many have an account at. */
const known = ['docker.io', 'ghcr.io', 'quay.io', 'registry.gitlab.com']

interface LoginFormProps {
  /** the helper that will keep it; null: docker's config.json */
  readonly keeper: string | null
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Asks for a login; it is kept only once its registry has taken it. */
export function LoginForm({ keeper, onClose, onDone }: LoginFormProps): ReactNode {
  const { client } = useBerth()
  const [typed, setTyped] = useState('')
  const [user, setUser] = useState('')
  const [password, setPassword] = useState('')
  const [touched, setTouched] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<PlainError | null>(null)
  const registry = typedHost(typed)

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setTouched(true)
    if (registry === null || user.trim() === '' || password === '' || busy) return
    setBusy(true)
    setError(null)
    try {
      await client.registries.login.mutate({ registry, user: user.trim(), password })
      tell(t('registries:loginDone', { registry }))
      onDone()
      onClose()
    } catch (thrown) {
      setError(plainError(thrown))
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Autocomplete
          label={t('registries:loginHost')}
          description={t('registries:loginHostHelp')}
          placeholder={dockerHub}
          data-autofocus
          data={known}
          value={typed}
          error={touched && registry === null ? t('registries:invalidHost') : null}
          onChange={setTyped}
        />
        <TextInput
          label={t('registries:loginUser')}
          autoComplete="username"
          value={user}
          error={touched && user.trim() === '' ? t('registries:needUser') : null}
          onChange={(event) => setUser(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('registries:loginPassword')}
          description={t('registries:loginPasswordHelp')}
          autoComplete="off"
          value={password}
          error={touched && password === '' ? t('registries:needPassword') : null}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {keeper === null ? (
          <Notice kind="warn" message={t('registries:willFile')} />
        ) : (
          <Text c="dimmed">{t('registries:willKeep', { helper: keeper })}</Text>
        )}
        <Command line={dockerCommand('login', ...(registry === dockerHub ? [] : [registry ?? '…']))} />
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('registries:submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
