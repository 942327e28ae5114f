import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Berth } from '../client/berth.ts'
import { BerthContext } from '../client/context.ts'
import { cssVariables, theme } from '../theme.ts'
import { router } from './routes.tsx'

/** Everything that the pages stand in. */
export function App({ berth }: { berth: Berth }): ReactNode {
  return (
    <BerthContext value={berth}>
      <QueryClientProvider client={berth.queries}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          defaultColorScheme="auto"
          colorSchemeManager={berth.scheme}
        >
          <ModalsProvider>
            <Notifications position="bottom-right" limit={4} />
            <RouterProvider router={router} />
          </ModalsProvider>
        </MantineProvider>
      </QueryClientProvider>
    </BerthContext>
  )
}
