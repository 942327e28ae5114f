import type { Messages } from '../messages.ts'

export const sharing: Messages['sharing'] = {
  list: 'Ordner, die freigegeben sind',
  none: 'Kein Ordner ist freigegeben: Was Container schreiben, bleibt in Volumes.',
  writes: 'Was ein Container dort schreibt oder löscht, ist auf diesem Rechner geschrieben oder gelöscht.',
  stops:
    'Eine Maschine mit freigegebenen Ordnern wird gestoppt, statt in den Ruhezustand zu gehen: Ihr Hypervisor kann nicht beides.',
  only: 'Mit freigegebenen Ordnern kann sie gestoppt werden, aber nicht in den Ruhezustand.',
  atQuit:
    'Mit freigegebenen Ordnern kann diese Maschine nicht in den Ruhezustand: Sie wird stattdessen gestoppt.',
  cannot: 'Der Hypervisor dieses Rechners kann der Maschine keine Ordner freigeben.',
  cannotHint:
    'Container halten Dateien in Volumes; „docker cp“ und der Dateibrowser der Seite bringen sie dorthin. Builds und Compose-Dateien werden trotzdem von diesem Rechner gelesen.',
  state: {
    shared: 'freigegeben',
    next: 'ab dem nächsten Start',
    leaving: 'bis zum nächsten Start',
    missing: 'nicht da: bleibt so lange weg',
  },
  add: 'Ordner freigeben',
  addHint: 'Mit allem, was darin ist, unter demselben Pfad.',
  share: 'Freigeben',
  remove: '{{folder}} nicht mehr freigeben',
  again: '{{folder}} weiter freigeben',
  covers_one: 'Darin liegt {{folders}} und braucht dann keinen eigenen Eintrag.',
  covers_other: 'Darin liegen {{folders}} und brauchen dann keine eigenen Einträge.',
  problem: {
    'not-absolute': 'Geben Sie den ganzen Pfad an, ab „/“.',
    'not-plain':
      'Geben Sie einen einfachen Pfad an: ohne „.“ oder „..“ als Teil davon, ohne Komma und Anführungszeichen.',
    outside: 'Nur Ordner in {{roots}} können freigegeben werden: Andere Namen gehören der Maschine selbst.',
    shared: 'Das ist schon freigegeben, mit {{folder}}.',
  },
  changed: 'Die laufende Maschine hat noch, was bei ihrem Start freigegeben war.',
  facts: {
    name: 'Freigegebene Ordner',
    none: 'keine',
    cannot: 'nicht mit diesem Treiber',
    folder: 'Ordner',
    change: 'Ändern',
    changeWhat: 'Ändern: freigegebene Ordner',
    rosetta: 'Rosetta',
    on: 'führt Programme für Intel aus',
    off: 'aus',
  },
  rosettaChanged: 'Die laufende Maschine hat Rosetta noch so, wie es bei ihrem Start war.',
  unseen_one: 'Die Maschine sieht diesen Ordner nicht: {{folders}}',
  unseen_other: 'Die Maschine sieht diese Ordner nicht: {{folders}}',
  unseenHint:
    'Container können einbinden, was in einem freigegebenen Ordner ist. Was Sie eingetragen haben, bleibt, während Sie ihn freigeben.',
  unseenYet: 'Ab dem nächsten Start der Maschine ist er freigegeben: Starten Sie sie vorher neu.',
  settings: 'Freigegebene Ordner …',
}
