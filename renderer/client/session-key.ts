const storageName = 'berth.session-key'

/**
 * The half of the session that belongs to this page's own port. It comes once, in the fragment of the address that
 * `berth open` leads to, and goes from there into the page's storage: nobody should copy it with the address.
 */
export function sessionKey(address: URL): string {
  const brought = new URLSearchParams(address.hash.slice(1)).get('key')
  if (brought === null) return localStorage.getItem(storageName) ?? ''
  localStorage.setItem(storageName, brought)
  history.replaceState(history.state, '', address.pathname + address.search)
  return brought
}
