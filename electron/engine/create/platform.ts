import { imageFit, type ImagePlatformFacts } from '../../api/schema/image-fit.ts'
import { platformIssues, unfitFields, type System } from '../../api/schema/run-platform.ts'
import type { RunSpec } from '../../api/schema/run-spec.ts'
import { buildName } from '../../api/schema/windows-engine.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineState } from '../connection.ts'

type Engine = Pick<EngineState, 'os' | 'windows'>

export const systemOf = ({ os }: Pick<EngineState, 'os'>): System => (os === 'windows' ? 'windows' : 'linux')

/** Throws what of a spec containers of this engine do not have: it would be refused, or passed over in silence. */
export function requirePlatform(spec: RunSpec, engine: Engine): void {
  const system = systemOf(engine)
  const title = system === 'windows' ? 'Windows' : 'Linux'
  const unfit = unfitFields(spec, system)
  if (unfit.length > 0) {
    const flags = unfit.map(({ flag }) => flag).join(', ')
    throw new BerthError('bad-input', `${title} containers do not have this: ${flags}.`, {
      hint: 'Leave it out.',
    })
  }
  const [issue] = platformIssues(spec, system)
  if (issue)
    throw new BerthError('bad-input', `${title} containers do not take this ${issue.path.join(' ')}.`, {
      hint: `Write paths as ${title} does, and leave out what only other systems know.`,
    })
}

/** Throws why a container of this image can't run on this engine, so that it is not tried in vain. */
export function requireFit(
  image: ImagePlatformFacts,
  engine: Engine,
  { isolation, image: name }: Pick<RunSpec, 'isolation' | 'image'>,
): void {
  const fit = imageFit(engine.windows, image, isolation || null)
  const refuse = (why: string, hint: string): BerthError =>
    new BerthError('wrong-platform', `${name} cannot run here: ${why}`, { hint })
  switch (fit.kind) {
    case 'fits':
      return
    case 'other-processor':
      // The engine knows better whether it can do the other's part.
      return
    case 'linux-image':
      throw refuse(
        'it is a Linux image, and this engine runs Windows containers.',
        'Switch to an engine with Linux containers in the top bar.',
      )
    case 'windows-image':
      throw refuse(
        'it is a Windows image, and this engine runs Linux containers.',
        'Switch to an engine with Windows containers in the top bar.',
      )
    case 'newer-build':
      throw refuse(
        `it is made for Windows build ${buildName(fit.image)}, and this engine runs on the older ${buildName(fit.engine)}.`,
        'Choose a tag of the image for that build, or update the Windows of the engine.',
      )
    case 'needs-hyperv':
      throw refuse(
        `it is made for Windows build ${buildName(fit.image)}, whose processes do not run on ${buildName(fit.engine)}.`,
        'Choose Hyper-V isolation, or a tag of the image for that build.',
      )
  }
}
