import {
  Button,
  Checkbox,
  Collapse,
  Group,
  NativeSelect,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight, IconHammer } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { BuildRequest } from '../../../electron/api/schema/builds.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PathPicker } from '../../components/PathPicker.tsx'
import { t } from '../../i18n/index.ts'
import { useEnginePowers } from '../engines/use-powers.ts'
import { buildCommand } from './build-actions.tsx'
import css from './Builds.module.css'
import { canLook, fieldsOf, readFields, type BuildFields } from './form.ts'
import { NoBuilds } from './NoBuilds.tsx'
import { SecretFields } from './SecretFields.tsx'

const networks = ['default', 'none', 'host'] as const
const outputs = ['load', 'push', 'check'] as const

/** On an engine whose builder Berth does not speak with, it says so. */
export function BuildForm(props: { initial: BuildRequest; onClose: () => void }): ReactNode {
  return useEnginePowers().builds ? <Form {...props} /> : <NoBuilds />
}

/** Asks for all that a build can be told; what the Dockerfile offers is read by the engine meanwhile. */
function Form({ initial, onClose }: { initial: BuildRequest; onClose: () => void }): ReactNode {
  const berth = useBerth()
  const live = useIsLive()
  const navigate = useNavigate()
  const [fields, setFields] = useState(() => fieldsOf(initial))
  const [more, setMore] = useState(() => initial.platforms.length > 0 || initial.labels.length > 0)
  const [tried, setTried] = useState(false)
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<PlainError | null>(null)
  const { request, problems } = readFields(fields)
  const shown = tried ? problems : {}
  const set = (change: Partial<BuildFields>): void => setFields((before) => ({ ...before, ...change }))

  const [looked] = useDebouncedValue(
    { context: request.context, dockerfile: request.dockerfile, target: request.target },
    400,
  )
  const look = useQuery({
    queryKey: ['builds.look', looked.context, looked.dockerfile, looked.target],
    queryFn: ({ signal }) => berth.client.builds.look.query(looked, { signal }),
    enabled: live && canLook(looked.context),
    staleTime: 2000,
    placeholderData: (before, query) => (query?.queryKey[1] === looked.context ? before : undefined),
  })
  const lookProblem = look.error && canLook(request.context) ? plainError(look.error) : null

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(problems).length > 0 || sending) return
    setSending(true)
    setError(null)
    try {
      const id = await berth.client.builds.start.mutate(request)
      remember(berth.client, request)
      onClose()
      void navigate({ to: '/builds/$id/$tab', params: { id, tab: 'steps' } })
    } catch (thrown) {
      setError(plainError(thrown))
      setSending(false)
    }
  }
  const git = fields.source === 'git'
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="md">
        <SegmentedControl
          aria-label={t('builds:form.source')}
          value={fields.source}
          onChange={(value) => set({ source: value === 'git' ? 'git' : 'folder' })}
          data={[
            { value: 'folder', label: t('builds:form.folder') },
            { value: 'git', label: t('builds:form.git') },
          ]}
        />
        {git ? (
          <TextInput
            label={t('builds:form.gitContext')}
            description={t('builds:form.gitHint')}
            placeholder={t('builds:form.gitPlaceholder')}
            data-autofocus
            spellCheck={false}
            value={fields.git}
            error={shown.context}
            onChange={(event) => set({ git: event.currentTarget.value })}
          />
        ) : (
          <PathPicker
            label={t('builds:form.context')}
            description={t('builds:form.contextHint')}
            use="build"
            pick="folder"
            autoFocus
            value={fields.folder}
            error={shown.context}
            onChange={(folder) => set({ folder })}
          />
        )}
        <div className={css.twoFields}>
          {git ? (
            <TextInput
              label={t('builds:form.dockerfile')}
              placeholder={t('builds:form.dockerfile')}
              spellCheck={false}
              value={fields.dockerfile}
              onChange={(event) => set({ dockerfile: event.currentTarget.value })}
            />
          ) : (
            <PathPicker
              label={t('builds:form.dockerfile')}
              use="dockerfile"
              pick="file"
              placeholder={t('builds:form.dockerfile')}
              from={request.context || undefined}
              value={fields.dockerfile}
              onChange={(dockerfile) => set({ dockerfile })}
            />
          )}
          <NativeSelect
            size="sm"
            label={t('builds:form.target')}
            value={fields.target}
            onChange={(event) => set({ target: event.currentTarget.value })}
          >
            <option value="">{defaultTarget(look.data?.targets)}</option>
            {(look.data?.targets ?? [])
              .filter(({ name }) => name !== '')
              .map(({ name, base }) => (
                <option key={name} value={name}>
                  {t('builds:form.targetFrom', { name, base })}
                </option>
              ))}
            {fields.target !== '' && !look.data?.targets.some(({ name }) => name === fields.target) && (
              <option value={fields.target}>{fields.target}</option>
            )}
          </NativeSelect>
        </div>
        {lookProblem && <Notice kind="warn" message={lookProblem.message} hint={lookProblem.hint} />}
        {look.data && look.data.hints.length > 0 && (
          <Notice
            kind="info"
            message={t('builds:form.hints', { count: look.data.hints.length })}
            hint={
              <ul className={css.hints}>
                {look.data.hints.slice(0, 6).map((hint, index) => (
                  <li key={index}>
                    {hint.line === null
                      ? hint.detail
                      : t('builds:form.hintAt', { line: hint.line, detail: hint.detail })}
                  </li>
                ))}
              </ul>
            }
          />
        )}
        <TextInput
          label={t('builds:form.tags')}
          description={t('builds:form.tagsHint')}
          placeholder={t('builds:form.tagsPlaceholder')}
          spellCheck={false}
          value={fields.tags}
          error={shown.tags}
          onChange={(event) => set({ tags: event.currentTarget.value })}
        />
        <Textarea
          label={t('builds:form.args')}
          description={t('builds:form.argsHint')}
          autosize
          minRows={1}
          maxRows={8}
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={fields.args}
          error={shown.args}
          onChange={(event) => set({ args: event.currentTarget.value })}
        />
        <Offered
          label={t('builds:form.offeredArgs')}
          names={(look.data?.args ?? [])
            .filter(({ name }) => !request.args.some((arg) => arg.name === name))
            .map(({ name, value }) => ({ name, value }))}
          onPick={({ name, value }) =>
            set({
              args: `${fields.args === '' ? '' : `${fields.args.replace(/\n$/, '')}\n`}${name}=${value}`,
            })
          }
        />
        <SecretFields
          secrets={fields.secrets}
          offered={look.data?.secrets ?? []}
          error={shown.secrets}
          onChange={(secrets) => set({ secrets })}
        />
        <div>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-expanded={more}
            leftSection={more ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            onClick={() => setMore(!more)}
          >
            {t('builds:form.more')}
          </Button>
          <Collapse expanded={more || Boolean(shown.platforms ?? shown.labels)}>
            <Stack gap="md" pt="sm">
              <div className={css.twoFields}>
                <TextInput
                  label={t('builds:form.platforms')}
                  description={t('builds:form.platformsHint')}
                  placeholder={t('builds:form.platformsPlaceholder')}
                  spellCheck={false}
                  value={fields.platforms}
                  error={shown.platforms}
                  onChange={(event) => set({ platforms: event.currentTarget.value })}
                />
                <NativeSelect
                  size="sm"
                  label={t('builds:form.network')}
                  value={fields.network}
                  onChange={(event) =>
                    set({ network: networks.find((each) => each === event.currentTarget.value) ?? 'default' })
                  }
                  data={networks.map((value) => ({ value, label: t(`builds:form.networks.${value}`) }))}
                />
              </div>
              <Textarea
                label={t('builds:form.labels')}
                description={t('builds:form.labelsHint')}
                autosize
                minRows={1}
                maxRows={6}
                spellCheck={false}
                classNames={{ input: 'mono' }}
                value={fields.labels}
                error={shown.labels}
                onChange={(event) => set({ labels: event.currentTarget.value })}
              />
            </Stack>
          </Collapse>
        </div>
        <Group gap="lg">
          <Checkbox
            label={t('builds:form.noCache')}
            checked={fields.noCache}
            onChange={(event) => set({ noCache: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('builds:form.pull')}
            checked={fields.pull}
            onChange={(event) => set({ pull: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('builds:form.ssh')}
            checked={fields.ssh}
            onChange={(event) => set({ ssh: event.currentTarget.checked })}
          />
        </Group>
        <NativeSelect
          size="sm"
          label={t('builds:form.result')}
          value={fields.output}
          onChange={(event) =>
            set({ output: outputs.find((each) => each === event.currentTarget.value) ?? 'load' })
          }
          data={outputs.map((value) => ({ value, label: t(`builds:form.outputs.${value}`) }))}
        />
        <Command line={buildCommand({ ...request, context: request.context || '.' })} />
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Group justify="space-between">
          <Text c="dimmed" role="status">
            {look.isFetching ? t('builds:form.reading') : ''}
          </Text>
          <Group gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={sending} disabled={!live} leftSection={<IconHammer size={14} />}>
              {t('builds:form.build')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}

function defaultTarget(targets: readonly { name: string; isDefault: boolean }[] | undefined): string {
  const found = targets?.find(({ isDefault }) => isDefault)
  return found?.name
    ? t('builds:form.targetDefaultNamed', { name: found.name })
    : t('builds:form.targetDefault')
}

interface OfferedProps<Item extends { name: string; value: string }> {
  readonly label: string
  readonly names: readonly Item[]
  readonly onPick: (item: Item) => void
}

/** What can be put in by a click. */
function Offered<Item extends { name: string; value: string }>(props: OfferedProps<Item>): ReactNode {
  if (props.names.length === 0) return null
  return (
    <Group gap="xs" role="group" aria-label={props.label} mt={-4}>
      {props.names.slice(0, 20).map((item) => (
        <Button
          key={item.name}
          size="compact-xs"
          variant="default"
          className="mono"
          onClick={() => props.onPick(item)}
        >
          {`+ ${item.name}${item.value === '' ? '' : `=${item.value}`}`}
        </Button>
      ))}
    </Group>
  )
}

/** The places of a build that began are offered the next time. */
function remember(client: ReturnType<typeof useBerth>['client'], request: BuildRequest): void {
  const places = [
    ...(canLook(request.context) && !request.context.includes(':')
      ? [{ use: 'build' as const, path: request.context }]
      : []),
    ...(request.dockerfile?.startsWith('/')
      ? [{ use: 'dockerfile' as const, path: request.dockerfile }]
      : []),
    ...request.secrets.map(({ file }) => ({ use: 'secret' as const, path: file })),
  ]
  // What is not remembered is only offered less well.
  for (const place of places) client.places.remember.mutate(place).catch(() => undefined)
}
