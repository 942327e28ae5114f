import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconArrowLeft, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { RegistryLogin, RegistryLogins } from '../../../../electron/api/schema/registries.ts'
import { useBerth, useIsLive } from '../../../client/context.ts'
import { plainError } from '../../../client/errors.ts'
import { Command } from '../../../components/Copyable.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { tell, tellError } from '../../../components/tell.tsx'
import { t } from '../../../i18n/index.ts'
import { dockerCommand } from '../../../lib/docker-command.ts'
import { useKeys } from '../../../lib/keys.ts'
import { dockerHub } from './host.ts'
import { LoginForm } from './LoginForm.tsx'
import css from './Registries.module.css'

/** The user's logins to registries, and how registries without TLS are reached. */
export function RegistriesPage(): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<RegistryLogin | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['registries'],
    queryFn: () => client.registries.list.query(),
    staleTime: 0,
  })
  const again = (): void => void refetch()
  useKeys({ Escape: () => void navigate({ to: '/images' }) })
  return (
    <div className={css.page}>
      <div className={css.inner}>
        <div className={css.bar}>
          <Button
            size="compact-sm"
            variant="default"
            component={Link}
            to="/images"
            leftSection={<IconArrowLeft size={14} />}
          >
            {t('registries:back')}
          </Button>
          <h2>{t('registries:title')}</h2>
          <Button
            leftSection={<IconPlus size={14} />}
            disabled={!live || !data}
            onClick={() => setAdding(true)}
          >
            {t('registries:add')}
          </Button>
        </div>
        <p className={css.intro}>{t('registries:intro')}</p>
        {error && <Notice kind="error" {...said(error)} />}
        {data && <Logins logins={data.logins} onLeave={setLeaving} />}
        <Others />
      </div>
      <Modal opened={adding} onClose={() => setAdding(false)} title={t('registries:loginTitle')} size="md">
        <LoginForm keeper={data?.keeper ?? null} onClose={() => setAdding(false)} onDone={again} />
      </Modal>
      <Modal
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('registries:logoutTitle', { registry: leaving?.registry ?? '' })}
      >
        {leaving && <Logout login={leaving} onClose={() => setLeaving(null)} onDone={again} />}
      </Modal>
    </div>
  )
}

function said(thrown: unknown): { message: string; hint: string } {
  const { message, hint } = plainError(thrown)
  return { message, hint }
}

interface LoginsProps {
  readonly logins: RegistryLogins['logins']
  readonly onLeave: (login: RegistryLogin) => void
}

function Logins({ logins, onLeave }: LoginsProps): ReactNode {
  if (logins.length === 0) return <p className={css.none}>{t('registries:none')}</p>
  return (
    <table className={css.table} aria-label={t('registries:logins')}>
      <thead>
        <tr>
          <th scope="col">{t('registries:registry')}</th>
          <th scope="col">{t('registries:user')}</th>
          <th scope="col">{t('registries:kept')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {logins.map((login) => (
          <tr key={login.registry}>
            <td>{login.registry === dockerHub ? t('registries:dockerHub') : login.registry}</td>
            <td>{login.user ?? <span className="dim">{t('registries:byToken')}</span>}</td>
            <td className="dim">
              {login.helper === null
                ? t('registries:keptInFile')
                : t('registries:keptBy', { helper: login.helper })}
            </td>
            <td>
              <div className={css.actions}>
                <TestButton registry={login.registry} />
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('registries:logoutNamed', { registry: login.registry })}
                  onClick={() => onLeave(login)}
                >
                  {t('registries:logout')}
                </Button>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function TestButton({ registry }: { registry: string }): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const [testing, setTesting] = useState(false)
  const test = async (): Promise<void> => {
    setTesting(true)
    try {
      await client.registries.test.mutate({ registry })
      tell(t('registries:good', { registry }))
    } catch (thrown) {
      tellError(thrown)
    } finally {
      setTesting(false)
    }
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      disabled={!live || testing}
      aria-label={t('registries:testNamed', { registry })}
      onClick={() => void test()}
    >
      {t(testing ? 'registries:testing' : 'registries:test')}
    </Button>
  )
}

interface LogoutProps {
  readonly login: RegistryLogin
  readonly onClose: () => void
  readonly onDone: () => void
}

function Logout({ login, onClose, onDone }: LogoutProps): ReactNode {
  const { client } = useBerth()
  const { registry, user } = login
  const logout = async (): Promise<void> => {
    try {
      await client.registries.logout.mutate({ registry })
      tell(t('registries:logoutDone', { registry }))
    } catch (thrown) {
      tellError(thrown)
    }
    onDone()
    onClose()
  }
  return (
    <Stack gap="md">
      <Text>{t('registries:logoutAsk', { user: user ?? t('registries:byToken') })}</Text>
      <Command line={dockerCommand('logout', ...(registry === dockerHub ? [] : [registry]))} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button color="red" onClick={() => void logout()}>
          {t('registries:logoutNamed', { registry })}
        </Button>
      </Group>
    </Stack>
  )
}

function Others(): ReactNode {
  return (
    <section aria-label={t('registries:others')}>
      <div className={css.bar}>
        <h2>{t('registries:others')}</h2>
        <Button
          size="compact-sm"
          variant="default"
          renderRoot={(props) => <Link to="/settings" hash="engine" {...props} />}
        >
          {t('registries:toSettings')}
        </Button>
      </div>
      <p className={css.intro}>{t('registries:othersIntro')}</p>
      <p className={css.label}>{t('registries:insecure')}</p>
      <Command line={'"insecure-registries": ["registry.example.com:5000"]'} />
      <p className={css.label}>{t('registries:mirror')}</p>
      <Command line={'"registry-mirrors": ["https://mirror.example.com"]'} />
    </section>
  )
}
