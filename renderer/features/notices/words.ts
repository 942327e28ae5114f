import type { Notice, NoticedContainer } from '../../../electron/api/schema/notices.ts'
import { t } from '../../i18n/index.ts'

/** The notice as a sentence. */
export function noticeTitle({ kind, count, containers, more }: Notice): string {
  const [first] = containers
  const several = containers.length + more
  if (several > 1 || !first) return t(`notices:several.${kind}`, { count: several })
  const { name, exitCode } = first
  if (kind === 'died') return t('notices:died', { name, code: exitCode ?? '?', count })
  return t(`notices:${kind}`, { name, count })
}

/** What of one container a group does not say by its title. */
export function containerWords({ exitCode, count }: NoticedContainer): string {
  return [
    exitCode === null ? '' : t('notices:exitCode', { code: exitCode }),
    count > 1 ? t('notices:times', { count }) : '',
  ]
    .filter(Boolean)
    .join(', ')
}

/** The same for a notification outside of the page. */
export function noticeNews(notice: Notice): { title: string; body: string } {
  const { containers, more } = notice
  const names = containers.slice(0, 5).map(({ name }) => name)
  const further = containers.length + more - names.length
  const body =
    containers.length === 1
      ? (containers[0]?.line ?? '')
      : [...names, ...(further > 0 ? [`+${further}`] : [])].join(', ')
  return { title: noticeTitle(notice), body }
}

/** Newest first. */
export const inOrder = (notices: readonly Notice[]): Notice[] =>
  notices.toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1))
