import { Button, Modal, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useMachine } from '../../client/context.ts'
import { Command } from '../../components/Copyable.tsx'
import { quoted } from '../../lib/docker-command.ts'
import { firstCommands } from './first-commands.ts'

/** The main action of the containers: the commands that make one, to take to a terminal. */
export function RunContainerButton(): ReactNode {
  const [opened, setOpened] = useState(false)
  const socket = useMachine()?.status.engine?.socket
  return (
    <>
      <Button leftSection={<IconPlus size={14} />} onClick={() => setOpened(true)}>
        Run a container
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Run a container" size="lg">
        <Stack gap="md">
          <Text>
            Containers come from the docker command. What you run in a terminal shows up here at once.
          </Text>
          <Labelled text="One that says hello and is gone" line={firstCommands.hello} />
          <Labelled text="A server on port 8080" line={firstCommands.server} />
          <Labelled text="All services of a compose.yaml" line={firstCommands.compose} />
          {socket && (
            <Labelled
              text="Or make this engine the one of a whole terminal"
              line={`export DOCKER_HOST=${quoted(`unix://${socket}`)}`}
            />
          )}
        </Stack>
      </Modal>
    </>
  )
}

function Labelled({ text, line }: { text: string; line: string }): ReactNode {
  return (
    <div>
      <Text c="dimmed">{text}</Text>
      <Command line={line} />
    </div>
  )
}
