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
  linuxContainers: 'Linux containers',
  windowsContainers: 'Windows containers',
  /** in the top bar, where there is little room */
  short: { linux: 'Linux', windows: 'Windows' },
  windowsEntry: 'Set up or remove Windows containers…',
  windows: {
    title: 'Windows containers',
    looking: 'Looking at this Windows…',
    what: 'Windows can run containers of its own kind, beside those for Linux in Berth’s machine. You then switch between the two in the top bar, and the docker context goes along.',
    asks: 'Windows asks once for an administrator. Berth then:',
    feature:
      'switches the Windows feature “Containers” on (Windows may have to restart afterwards, when you like);',
    service:
      'puts Docker’s engine for Windows (dockerd.exe) below Program Files, as the service “berth-engine”, which starts with Windows;',
    data: 'has it keep images, containers and volumes in {{data}}.',
    dataKept: 'has it go on with the images, containers and volumes that are in {{data}}.',
    rights:
      'Who may use this engine can do on this computer all that an administrator can. Only your account and administrators get that.',
    add: 'Set up',
    asking:
      'Windows asks for an administrator now, perhaps behind this window. Switching the feature on may take minutes.',
    added: 'Windows containers are set up. Switch to them in the top bar.',
    restart: 'Windows containers are set up. They can be used once Windows has restarted.',
    states: {
      running: 'The engine for Windows containers runs, as the service “berth-engine”.',
      stopped:
        'The engine for Windows containers is set up, but its service “berth-engine” does not run. Windows’ event log (Application) says why.',
      restart: 'The engine for Windows containers is set up. It runs once Windows has restarted.',
    },
    removing:
      'To remove it, Windows asks once for an administrator. The service and its program go, and the docker context with them; the Windows feature “Containers” stays on, for others may use it.',
    dataLabel: 'Images, containers and volumes in {{data}}',
    keep: 'Keep them: they are there again when it is set up again',
    delete: 'Delete them, before Windows asks ({{bytes}})',
    deleteUnknown: 'Delete them, too (how much that is only the running engine knows)',
    remove: 'Remove',
    removeAll: 'Remove and delete',
    removed: 'The engine for Windows containers is removed. Its data stays.',
    removedAll: 'The engine for Windows containers is removed, with its data.',
    elsewhere:
      'An engine of another program runs Windows containers here already: choose it in the top bar. Berth sets up no second one beside it.',
    impossible:
      'This Windows cannot run Windows containers: Windows Home comes without them, and they need build 17763 (1809) or later.',
    close: 'Close',
  },
} as const
