/** Logins to registries, and how others are reached. */
export const registries = {
  title: 'Registries',
  goTo: 'Registries and logins',
  back: 'Images',
  logins: 'Logins',
  intro: 'With a login, private images can be pulled, own ones pushed, and Docker Hub lets you pull more.',
  none: 'There are no logins on this computer. Public images need none.',
  add: 'Log in…',
  dockerHub: 'Docker Hub',
  registry: 'Registry',
  user: 'User',
  kept: 'Kept',
  byToken: 'by a token',
  keptBy: 'by this computer’s store of secrets ({{helper}})',
  keptInFile: 'in docker’s config.json, not encrypted',
  test: 'Test',
  testNamed: 'Test the login to {{registry}}',
  testing: 'Testing…',
  good: '{{registry}} takes this login.',
  logout: 'Log out…',
  logoutNamed: 'Log out of {{registry}}',
  logoutTitle: 'Log out of {{registry}}?',
  logoutAsk:
    'The login of {{user}} is removed from this computer, for the docker command too. The account itself stays.',
  logoutDone: 'Logged out of {{registry}}.',
  loginTitle: 'Log in to a registry',
  loginHost: 'Registry',
  loginHostHelp:
    'As in the names of its images: ghcr.io, quay.io, registry.example.com:5000. Empty is Docker Hub.',
  loginUser: 'User',
  loginPassword: 'Password or access token',
  loginPasswordHelp:
    'Many registries want a token, made on their own pages: Docker Hub, ghcr.io and GitLab among them.',
  willKeep:
    'The registry is asked first; then the login is kept by this computer’s store of secrets ({{helper}}), for the docker command too.',
  willFile:
    'This computer has no credential helper, so the login will stand in docker’s own config.json, as “docker login” does it: not encrypted, readable by whoever can read your files.',
  submit: 'Log in',
  loginDone: 'Logged in to {{registry}}.',
  invalidHost: 'That is no registry. It looks like ghcr.io or host:5000, without a path.',
  needUser: 'A user is needed.',
  needPassword: 'A password or a token is needed.',
  others: 'Registries without TLS, and mirrors',
  othersIntro:
    'A registry that speaks plain HTTP, or has a certificate that nobody signed, is reached only where the engine settings (daemon.json) name it. A mirror is asked before Docker Hub.',
  insecure: 'Without TLS, or with a certificate of its own',
  mirror: 'A mirror of Docker Hub',
} as const
