import type { Messages } from '../messages.ts'

export const registries: Messages['registries'] = {
  title: 'Registrys',
  goTo: 'Registrys und Anmeldungen',
  back: 'Images',
  logins: 'Anmeldungen',
  intro:
    'Mit einer Anmeldung lassen sich private Images holen und eigene hochladen, und Docker Hub erlaubt mehr Abrufe.',
  none: 'Auf diesem Computer gibt es keine Anmeldungen. Öffentliche Images brauchen keine.',
  add: 'Anmelden …',
  dockerHub: 'Docker Hub',
  registry: 'Registry',
  user: 'Benutzer',
  kept: 'Aufbewahrt',
  byToken: 'durch ein Token',
  keptBy: 'im Geheimnisspeicher dieses Computers ({{helper}})',
  keptInFile: 'in config.json von Docker, unverschlüsselt',
  test: 'Prüfen',
  testNamed: 'Die Anmeldung bei {{registry}} prüfen',
  testing: 'Wird geprüft …',
  good: '{{registry}} nimmt diese Anmeldung an.',
  logout: 'Abmelden …',
  logoutNamed: 'Von {{registry}} abmelden',
  logoutTitle: 'Von {{registry}} abmelden?',
  logoutAsk:
    'Die Anmeldung von {{user}} wird von diesem Computer entfernt, auch für den Befehl docker. Das Konto selbst bleibt.',
  logoutDone: 'Von {{registry}} abgemeldet.',
  loginTitle: 'Bei einer Registry anmelden',
  loginHost: 'Registry',
  loginHostHelp:
    'Wie in den Namen ihrer Images: ghcr.io, quay.io, registry.example.com:5000. Leer ist Docker Hub.',
  loginUser: 'Benutzer',
  loginPassword: 'Passwort oder Zugriffstoken',
  loginPasswordHelp:
    'Viele Registrys wollen ein Token, das auf ihren eigenen Seiten erstellt wird: darunter Docker Hub, ghcr.io und GitLab.',
  willKeep:
    'Zuerst wird die Registry gefragt; dann kommt die Anmeldung in den Geheimnisspeicher dieses Computers ({{helper}}), auch für den Befehl docker.',
  willFile:
    'Dieser Computer hat keinen Credential Helper. Die Anmeldung wird darum wie bei „docker login“ in Dockers eigener config.json stehen: unverschlüsselt, lesbar für alle, die Ihre Dateien lesen können.',
  submit: 'Anmelden',
  loginDone: 'Bei {{registry}} angemeldet.',
  invalidHost: 'Das ist keine Registry. Sie sieht aus wie ghcr.io oder host:5000, ohne Pfad.',
  needUser: 'Ein Benutzer ist nötig.',
  needPassword: 'Ein Passwort oder Token ist nötig.',
  others: 'Registrys ohne TLS, und Spiegel',
  othersIntro:
    'Eine Registry, die nur HTTP spricht oder deren Zertifikat niemand unterschrieben hat, wird nur erreicht, wo die Einstellungen der Engine (daemon.json) sie nennen. Ein Spiegel wird vor Docker Hub gefragt.',
  toSettings: 'In den Einstellungen festlegen',
  insecure: 'Ohne TLS, oder mit eigenem Zertifikat',
  mirror: 'Ein Spiegel von Docker Hub',
}
