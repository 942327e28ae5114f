import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { imageFit, type ImageFit } from '../../../electron/api/schema/image-fit.ts'
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
  const words = wordsOf(wanted, imageFit(windows, data, spec.isolation || null))
  return words && <Notice kind="warn" {...words} />
}

function wordsOf(name: string, fit: ImageFit): { message: string; hint?: string } | null {
  switch (fit.kind) {
    case 'fits':
      return null
    case 'linux-image':
    case 'windows-image': {
      const [image, engine] = fit.kind === 'linux-image' ? ['Linux', 'Windows'] : ['Windows', 'Linux']
      return { message: t('run:fit.system', { name, image, engine }), hint: t('run:fit.systemHint') }
    }
    case 'other-processor':
      return { message: t('run:fit.processor', { name, image: fit.image, engine: fit.engine }) }
    case 'newer-build':
    case 'needs-hyperv': {
      const builds = { image: buildName(fit.image), engine: buildName(fit.engine) }
      return {
        message: t('run:fit.build', { name, ...builds }),
        hint: fit.kind === 'needs-hyperv' ? t('run:fit.hyperv') : t('run:fit.buildHint'),
      }
    }
  }
}
