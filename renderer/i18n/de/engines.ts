import type { Messages } from '../messages.ts'

export const engines: Messages['engines'] = {
  pill: 'Engine: {{name}}, {{state}}',
  states: {
    answering: 'antwortet',
    silent: 'antwortet nicht',
    asking: 'verbindet …',
  },
  own: 'in der Maschine von Berth',
  refused: {
    'not-encrypted': 'nicht geöffnet: ohne TLS könnten andere mitlesen und sie benutzen',
    'not-understood': 'nicht geöffnet: keine Adresse, die Berth versteht',
  },
  command: 'Zur Engine {{name}} wechseln',
  away: {
    title: '{{name}} antwortet nicht',
    why: 'Berth versucht es weiter.',
    back: 'Zur eigenen Engine von Berth wechseln',
  },
  silent: '{{name}} antwortet seit {{at}} nicht ({{span}}).',
  ownPage: 'Hier geht es um die eigene Maschine und Engine von Berth. Angezeigt wird sonst {{name}}.',
  ownOnly: 'Kopiert wird in die eigene Engine von Berth. Angezeigt wird sonst {{name}}.',
  missing:
    'Zuletzt war die Engine {{name}} gewählt, aber Docker hat keinen solchen Kontext mehr. Dies ist die eigene von Berth.',
  missingHint: 'Dort wurde nichts geändert.',
  understood: 'Verstanden',
  linuxContainers: 'Linux-Container',
  windowsContainers: 'Windows-Container',
  /** in the top bar, where there is little room */
  short: { linux: 'Linux', windows: 'Windows' },
  windowsEntry: 'Windows-Container einrichten oder entfernen …',
  windows: {
    title: 'Windows-Container',
    looking: 'Dieses Windows wird angesehen …',
    what: 'Windows kann Container seiner eigenen Art ausführen, neben denen für Linux in der Maschine von Berth. Gewechselt wird dann oben in der Leiste, und der Docker-Kontext geht mit.',
    asks: 'Windows fragt einmal nach einem Administrator. Danach geschieht dies:',
    feature:
      'das Windows-Feature „Container“ wird eingeschaltet (vielleicht muss Windows danach neu starten, wann es passt);',
    service:
      'die Docker-Engine für Windows (dockerd.exe) kommt in den Ordner der Programme, als Dienst „berth-engine“, der mit Windows startet;',
    data: 'ihre Images, Container und Volumes liegen in {{data}}.',
    dataKept: 'sie übernimmt die Images, Container und Volumes, die schon in {{data}} liegen.',
    rights:
      'Wer diese Engine benutzen darf, kann auf diesem Computer alles, was ein Administrator kann. Das dürfen nur Ihr Konto und Administratoren.',
    add: 'Einrichten',
    asking:
      'Windows fragt jetzt nach einem Administrator, vielleicht hinter diesem Fenster. Das Feature einzuschalten kann Minuten dauern.',
    added: 'Windows-Container sind eingerichtet. Gewechselt wird oben in der Leiste.',
    restart: 'Windows-Container sind eingerichtet. Benutzbar sind sie, sobald Windows neu gestartet ist.',
    states: {
      running: 'Die Engine für Windows-Container läuft, als Dienst „berth-engine“.',
      stopped:
        'Die Engine für Windows-Container ist eingerichtet, aber ihr Dienst „berth-engine“ läuft nicht. Warum, steht im Ereignisprotokoll von Windows (Anwendung).',
      restart:
        'Die Engine für Windows-Container ist eingerichtet. Sie läuft, sobald Windows neu gestartet ist.',
    },
    removing:
      'Zum Entfernen fragt Windows einmal nach einem Administrator. Der Dienst und sein Programm verschwinden und mit ihnen der Docker-Kontext; das Windows-Feature „Container“ bleibt eingeschaltet, denn andere könnten es brauchen.',
    dataLabel: 'Images, Container und Volumes in {{data}}',
    keep: 'Behalten: nach erneutem Einrichten sind sie wieder da',
    delete: 'Löschen, noch bevor Windows fragt ({{bytes}})',
    deleteUnknown: 'Auch löschen (wie viel das ist, weiß nur die laufende Engine)',
    remove: 'Entfernen',
    removeAll: 'Entfernen und löschen',
    removed: 'Die Engine für Windows-Container ist entfernt. Ihre Daten bleiben.',
    removedAll: 'Die Engine für Windows-Container ist entfernt, mitsamt ihren Daten.',
    elsewhere:
      'Hier führt schon die Engine eines anderen Programms Windows-Container aus: Sie steht oben in der Leiste zur Wahl. Eine zweite richtet Berth daneben nicht ein.',
    impossible:
      'Dieses Windows kann keine Windows-Container ausführen: Windows Home hat sie nicht, und nötig ist Build 17763 (1809) oder neuer.',
    close: 'Schließen',
  },
}
