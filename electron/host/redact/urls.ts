/** A text without who its URLs log in as: `://user:password@` becomes `://…@`. A password may itself hold an @. */
export const withoutUser = (text: string): string =>
  text.replaceAll(/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/"'<>`]+@/gi, '$1…@')

/** A proxy's address, which may come without a scheme, without who it logs in as. */
export const proxyWithoutUser = (proxy: string): string =>
  proxy.includes('://') ? withoutUser(proxy) : proxy.replace(/^[^\s/]+@/, '…@')
