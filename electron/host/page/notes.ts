/** Pages that are one sentence: no script, no style of their own, hence nothing that could go wrong in them. */
function note(title: string, sentence: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>${head}
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${sentence}</p>
    </main>
  </body>
</html>
`
}

export const notes = {
  /** Goes on by itself: a cookie that was set by an answer to another site's link is not sent along a redirect (SameSite=Strict). */
  opening: (at: string): string =>
    note('Berth', 'Opening…', `\n    <meta http-equiv="refresh" content="0;url=${at}" />`),
  spent: note(
    'This link has been used, or is too old',
    'Each link opens Berth once. Run <code>berth open</code> for a new one.',
  ),
  noSession: note(
    'This browser has no session with Berth',
    'Run <code>berth open</code>, and Berth opens here.',
  ),
  notHere: note('There is no such page', '<a href="/">Go to Berth</a>'),
  wrongHost: note(
    'This is not the address of Berth',
    'Run <code>berth open</code>, and use the link that it opens or prints.',
  ),
  notBuilt: note(
    'The page is not there',
    'Run <code>scripts/start</code>, which builds it, then load this again.',
  ),
}
