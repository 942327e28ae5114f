import { Button, Checkbox, Fieldset, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconTrash } from '@tabler/icons-react'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { ComposeFiles, ComposeProject } from '../../../electron/api/schema/compose.ts'
import { useBerth } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { IconButton } from '../../components/IconButton.tsx'
import { Notice } from '../../components/Notice.tsx'
import { PathPicker } from '../../components/PathPicker.tsx'
import { t } from '../../i18n/index.ts'
import css from './Compose.module.css'
import { useModel } from './useModel.ts'

/** Asks which environment files and profiles a project is run with. */
export function askForChoice(project: ComposeProject, source: ComposeFiles): void {
  modals.open({
    title: t('compose:choose.title', { name: project.id }),
    size: 'lg',
    children: <ChooseEnvironment project={project} source={source} />,
  })
}

interface ChooseEnvironmentProps {
  readonly project: ComposeProject
  readonly source: ComposeFiles
}

function ChooseEnvironment({ project, source }: ChooseEnvironmentProps): ReactNode {
  const { client } = useBerth()
  const { data: model, isPending } = useModel(project)
  const [envFiles, setEnvFiles] = useState<readonly string[]>(source.envFiles)
  const [typed, setTyped] = useState('')
  const [profiles, setProfiles] = useState<readonly string[]>(source.profiles)
  const [error, setError] = useState<PlainError | null>(null)
  // One that no file names any more is still shown, so that it can be taken away.
  const offered = [
    ...new Set([...(model?.profiles ?? []), ...source.profiles.filter((profile) => profile !== '*')]),
  ].sort()
  const all = [...envFiles, ...(typed.trim() === '' ? [] : [typed.trim()])]

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    try {
      await client.compose.choose.mutate({ project: project.id, envFiles: all, profiles: [...profiles] })
      modals.closeAll()
    } catch (thrown) {
      setError(plainError(thrown))
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Fieldset legend={t('compose:source.profiles')} variant="unstyled" className={css.group ?? ''}>
          {offered.length === 0 ? (
            <Text c="dimmed">{t(isPending ? 'components:detail.opening' : 'compose:choose.noProfiles')}</Text>
          ) : (
            <Checkbox.Group value={[...profiles]} onChange={setProfiles}>
              <Group gap="md">
                {offered.map((profile) => (
                  <Checkbox key={profile} value={profile} label={profile} />
                ))}
              </Group>
            </Checkbox.Group>
          )}
        </Fieldset>
        <Fieldset legend={t('compose:source.env')} variant="unstyled" className={css.group ?? ''}>
          <Stack gap="xs">
            {envFiles.map((file) => (
              <Group key={file} gap="xs" wrap="nowrap" justify="space-between">
                <span className="mono">{file}</span>
                <IconButton
                  label={t('compose:choose.without', { file })}
                  icon={IconTrash}
                  onClick={() => setEnvFiles(envFiles.filter((each) => each !== file))}
                />
              </Group>
            ))}
            <PathPicker
              label={t('compose:choose.another')}
              description={t('compose:choose.envHint')}
              use="file"
              pick="file"
              from={source.dir}
              value={typed}
              onChange={setTyped}
            />
          </Stack>
        </Fieldset>
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Text c="dimmed">{t('compose:choose.effect')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => modals.closeAll()}>
            {t('common:cancel')}
          </Button>
          <Button type="submit">{t('compose:choose.do')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
