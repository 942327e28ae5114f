import type { Messages } from '../messages.ts'

export const common: Messages['common'] = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  dismiss: 'Ausblenden',
  remove: 'Entfernen',
  tryAgain: 'Noch einmal versuchen',
  error: {
    lost: 'Die Verbindung zu Berth brach ab, bevor es antwortete.',
    lostHint:
      'Die Seite verbindet sich von selbst wieder: Sehen Sie nach, ob es getan ist, und versuchen Sie es dann noch einmal.',
    unexpectedHint: 'Laden Sie die Seite neu; kommt es wieder vor, melden Sie es bitte.',
  },
  undo: 'Rückgängig',
  undoLast: 'Das zuletzt Getane zurücknehmen, solange es angeboten wird',
  undoWithKey: 'Rückgängig (u)',
  table: {
    selectGroup: 'Alle von {{group}} auswählen',
  },
  span: {
    seconds: '{{count, number}} s',
    minutes: '{{count, number}} min',
    hours: '{{count, number}} h',
    days: '{{count, number}} Tage',
    weeks: '{{count, number}} Wochen',
    months: '{{count, number}} Monate',
    years: '{{count, number}} Jahre',
  },
  ago: {
    seconds: 'vor {{count, number}} s',
    minutes: 'vor {{count, number}} min',
    hours: 'vor {{count, number}} h',
    days: 'vor {{count, number}} Tagen',
    weeks: 'vor {{count, number}} Wochen',
    months: 'vor {{count, number}} Monaten',
    years: 'vor {{count, number}} Jahren',
  },
}
