export const engines = {
  pill: 'Engine: {{name}}, {{state}}',
  states: {
    answering: 'answering',
    silent: 'not answering',
    asking: 'connecting…',
  },
  own: 'in Berth’s machine',
  refused: {
    'not-encrypted': 'not opened: no TLS, so others could read and use it',
    'not-understood': 'not opened: no address that Berth understands',
  },
  command: 'Switch to the engine {{name}}',
  away: {
    title: '{{name}} does not answer',
    why: 'Berth keeps trying.',
    back: 'Switch to Berth’s own engine',
  },
  silent: '{{name}} has not answered since {{at}} ({{span}}).',
  ownPage: 'This is about Berth’s own machine and engine. You are looking at {{name}}.',
  ownOnly: 'This copies into Berth’s own engine. You are looking at {{name}}.',
  missing: 'The engine {{name}} was chosen before, but docker has no such context now. This is Berth’s own.',
  missingHint: 'Nothing was changed there.',
  understood: 'Understood',
} as const
