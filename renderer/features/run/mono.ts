/** For fields that hold code; their labels are none. */
export const mono = { input: { fontFamily: 'var(--mantine-font-family-monospace)' } }
