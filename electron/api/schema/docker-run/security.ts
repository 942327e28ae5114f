import type { Flag } from './flag.ts'

/** Other options, one a line, as the spec holds them. */
export const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** How the line names a profile that the spec holds whole: the command reads one from a file only. */
export const profileFile = 'seccomp.json'

/** --security-opt, of which the spec has two in words of their own. */
export const securityFlag: Flag = {
  names: ['--security-opt'],
  takes: 'value',
  put(spec, value, tell) {
    const [, key, said] = /^([a-z-]+)(?:[=:](.*))?$/s.exec(value) ?? []
    if (key === 'no-new-privileges') spec.noNewPrivileges = said !== 'false'
    else if (key !== 'seccomp' || said === undefined)
      spec.securityOpts = [...lines(spec.securityOpts), value].join('\n')
    else if (said === 'unconfined' || said.startsWith('{')) spec.seccomp = said
    else if (said === 'builtin') spec.seccomp = ''
    else tell('unread-file', `--security-opt ${value}`)
  },
  print: ({ noNewPrivileges, seccomp, securityOpts }) => [
    ...(noNewPrivileges ? [['--security-opt', 'no-new-privileges']] : []),
    ...(seccomp === ''
      ? []
      : [['--security-opt', `seccomp=${seccomp === 'unconfined' ? seccomp : profileFile}`]]),
    ...lines(securityOpts).map((option) => ['--security-opt', option]),
  ],
}
