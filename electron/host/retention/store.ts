import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { CleanUpRecord } from '../../api/schema/clean-up.ts'
import { noRules, RetentionRules } from '../../api/schema/retention.ts'
import { BerthError, isSystemError } from '../../base/errors.ts'

/** clean-ups that are remembered */
const mostRecords = 50

const Records = z.array(z.unknown()).transform((all) =>
  all.flatMap((one) => {
    const parsed = CleanUpRecord.safeParse(one)
    return parsed.success ? [parsed.data] : []
  }),
)

/**
 * The rules and what clean-ups did, in two files of the home. Rules that cannot be read are an error, never a guess: what
 * goes can't be brought back. Records that cannot be read are forgotten.
 */
export class RetentionStore {
  readonly #rulesFile: string
  readonly #recordsFile: string
  #turn: Promise<unknown> = Promise.resolve()

  constructor(files: { readonly rules: string; readonly records: string }) {
    this.#rulesFile = files.rules
    this.#recordsFile = files.records
  }

  /** @throws BerthError `settings-invalid` for a file that says something else than rules */
  async rules(): Promise<RetentionRules> {
    const text = await readFile(this.#rulesFile, 'utf8').catch((thrown: unknown) => {
      if (isSystemError(thrown) && thrown.code === 'ENOENT') return null
      throw this.#unreadable(thrown)
    })
    if (text === null) return noRules
    try {
      return RetentionRules.parse(JSON.parse(text))
    } catch (thrown) {
      throw this.#unreadable(thrown)
    }
  }

  save(rules: RetentionRules): Promise<void> {
    return this.#inTurn(() => replace(this.#rulesFile, rules))
  }

  /** The newest first. */
  async records(): Promise<CleanUpRecord[]> {
    try {
      return Records.parse(JSON.parse(await readFile(this.#recordsFile, 'utf8'))).slice(0, mostRecords)
    } catch {
      return []
    }
  }

  note(record: CleanUpRecord): Promise<void> {
    return this.#inTurn(async () => {
      const before = await this.records()
      // A rule that finds nothing day after day must not push out what clean-ups did.
      const others = isEmpty(record) && before[0] && isEmpty(before[0]) ? before.slice(1) : before
      await replace(this.#recordsFile, [record, ...others].slice(0, mostRecords))
    })
  }

  /** One after the other, so that none is lost. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  #unreadable(cause: unknown): BerthError {
    return new BerthError('settings-invalid', `The clean-up rules in ${this.#rulesFile} cannot be read.`, {
      hint: 'No rule runs until they are set anew, or the file is mended or removed.',
      cause,
    })
  }
}

const isEmpty = ({ by, steps, error }: CleanUpRecord): boolean =>
  by === 'rules' && steps.length === 0 && error === null

async function replace(file: string, content: unknown): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
