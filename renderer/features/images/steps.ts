/**
 * A step of a history as its Dockerfile had it, near enough. The classic builder wrote every step as a shell command:
 * `/bin/sh -c #(nop)  CMD ["sh"]`, and `/bin/sh -c apt-get …` for a RUN; BuildKit leaves a comment at the end.
 */
export function stepWords(command: string): string {
  return command
    .replace(/^(?:\|\d+ .*?)?\/bin\/sh -c #\(nop\)\s+/, '')
    .replace(/^\/bin\/sh -c /, 'RUN ')
    .replace(/^RUN \/bin\/sh -c /, 'RUN ')
    .replace(/\s+# buildkit$/, '')
    .trim()
}
