import type { Messages } from '../messages.ts'

export const diagnostics: Messages['diagnostics'] = {
  open: 'Diagnose …',
  title: 'Diagnose',
  command: 'Diagnose erstellen (Zip) …',
  intro:
    'Ein Zip mit allem, was bei der Fehlersuche hilft. Es wird hier gespeichert und nirgendwohin gesendet.',
  contents: 'Inhalt',
  what: {
    versions: 'Versionen von Berth, seinen Teilen und diesem System',
    status: 'Zustand der Maschine und ihr letzter Start',
    checks: 'die Prüfungen dieses Rechners',
    settings: 'Ihre Einstellungen, ohne Passwörter und Token',
    log: 'Log, die neuesten {{size}}',
  },
  removed:
    'Entfernt werden: Token, Passwörter, Schlüssel, Anmeldungen bei Registrys, Werte von Umgebungsvariablen und die Anmeldung bei Proxys. Namen von Containern, Images und Dateien bleiben: Sehen Sie es durch, bevor Sie es weitergeben.',
  make: 'Zip speichern',
}
