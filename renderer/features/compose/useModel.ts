import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { ComposeModel, ComposeProject } from '../../../electron/api/schema/compose.ts'
import { useBerth } from '../../client/context.ts'

/** What a project's files say by compose's own reading; asked anew when they may have changed. */
export function useModel(project: ComposeProject): UseQueryResult<ComposeModel> {
  const { client } = useBerth()
  return useQuery({
    queryKey: ['compose.model', project.id, project.source],
    queryFn: () => client.compose.model.query({ project: project.id }),
    enabled: project.filesAre === 'here',
    staleTime: 0,
    refetchOnWindowFocus: true,
  })
}
