import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { imageFit } from '../../../electron/api/schema/image-fit.ts'
import { buildName } from '../../../electron/api/schema/windows-engine.ts'
import { useBerth, useIsLive } from '../../client/context.ts'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { useRunForm } from './form.ts'

/** Says before it is tried that an image of the engine's can't run there. One that is to be pulled is looked at once it is. */
export function FitNotice(): ReactNode {
  const { client } = useBerth()
  const live = useIsLive()
  const { spec, images, windows } = useRunForm()
  const wanted = spec.image.trim()
  const reference = images.find((name) => name === wanted || name === `${wanted}:latest`) ?? null
  const { data } = useQuery({
    queryKey: ['create', 'image', reference],
    queryFn: () => client.create.image.query({ reference: reference ?? '' }),
    enabled: live && reference !== null && spec.platform === '',
    staleTime: 0,
  })
  if (!data || reference === null || spec.platform !== '') return null
  const fit = imageFit(windows, data, spec.isolation || null)
  if (fit.kind === 'fits') return null
  const values =
    fit.kind === 'newer-build' || fit.kind === 'needs-hyperv'
      ? { image: buildName(fit.image), engine: buildName(fit.engine) }
      : fit.kind === 'other-processor'
        ? { image: fit.image, engine: fit.engine }
        : { image: '', engine: '' }
  return (
    <div role="status">
      <Notice
        kind="warn"
        message={t(`run:fit.${fit.kind}.message`, { name: wanted, ...values })}
        hint={t(`run:fit.${fit.kind}.hint`)}
      />
    </div>
  )
}
