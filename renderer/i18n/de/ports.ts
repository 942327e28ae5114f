import type { Messages } from '../messages.ts'

export const ports: Messages['ports'] = {
  problem: {
    taken:
      'Ein anderes Programm dieses Rechners belegt {{address}}, deshalb antwortet der Container dort nicht. Beende es oder veröffentliche einen anderen Port; Berth versucht es weiter.',
    denied:
      'Dieser Rechner lässt Berth nicht an {{address}} antworten. Ports unter 1024 brauchen oft Verwalterrechte: veröffentliche einen anderen, oder erlaube es unter Linux mit „sudo sysctl net.ipv4.ip_unprivileged_port_start=80“.',
    'no-address': 'Dieser Rechner hat keine Adresse {{address}}, deshalb antwortet der Container dort nicht.',
    failed:
      'Berth konnte an {{address}} nicht antworten; mehr dazu sagt das Protokoll des Hosts. Berth versucht es weiter.',
    'too-many':
      'Es sind mehr Ports veröffentlicht, als Berth zu diesem Rechner weiterleitet: {{address}} fehlt.',
    'not-tcp':
      '{{protocol}}-Ports werden noch nicht zu diesem Rechner weitergeleitet: {{address}} antwortet nur in der Maschine.',
  },
}
