import type { Messages } from '../messages.ts'

export const welcome: Messages['welcome'] = {
  title: 'Willkommen bei Berth',
  intro:
    'Drei Schritte bis zum ersten Container. Jeder kann warten, und die Seite lässt sich jederzeit verlassen.',
  check: { title: 'Dieser Rechner' },
  start: {
    title: 'Die Maschine',
    intro:
      'Ein kleines Alpine Linux, in dem die Engine läuft. Der erste Start legt seine Platte an; sie wächst mit dem, was darauf kommt.',
    running: 'Sie läuft; ihre Engine hat nach {{time}} geantwortet.',
    runs: 'Sie läuft, und ihre Engine antwortet.',
  },
  run: {
    title: 'Ein erster Container',
    intro:
      'Ein Webserver aus einem öffentlichen Image, das von Docker Hub geholt wird: Dafür braucht es das Internet. Der Knopf tut, was der Befehl tut.',
    do: 'Starten',
    open: 'localhost:8080 öffnen',
    look: 'Log ansehen',
    offline:
      'Ohne Internet lässt sich ein Image aus einer Datei laden: auf der Seite Images oder mit „berth docker load -i DATEI“.',
  },
  others_one:
    'Eine andere Engine antwortet auf diesem Rechner: {{names}}. Was sie enthält, lässt sich kopieren; sie bleibt, wie sie ist.',
  others_other:
    '{{count, number}} andere Engines antworten auf diesem Rechner: {{names}}. Was sie enthalten, lässt sich kopieren; sie bleiben, wie sie sind.',
  done: 'Zu den Containern',
  doneHint: 'Diese Seite wird nicht wieder gezeigt. Alles davon steht unter Einstellungen.',
}
