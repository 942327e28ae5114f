export const welcome = {
  title: 'Welcome to Berth',
  intro: 'Three steps to a first container. Each can wait, and the page can be left at any time.',
  check: { title: 'This computer' },
  start: {
    title: 'The machine',
    intro:
      'A small Alpine Linux that runs the engine. Its first start makes its disk, which grows as it fills.',
    running: 'It runs; its engine answered after {{time}}.',
    runs: 'It runs, and its engine answers.',
  },
  run: {
    title: 'A first container',
    intro:
      'A web server of a public image, which is fetched from Docker Hub: that needs the internet. The button does what the command does.',
    do: 'Run it',
    open: 'Open localhost:8080',
    look: 'Look at its log',
    offline:
      'Without the internet, load an image from a file: on the Images page, or with “berth docker load -i FILE”.',
  },
  others_one:
    'Another engine answers on this computer: {{names}}. What it holds can be copied; it stays as it is.',
  others_other:
    '{{count, number}} other engines answer on this computer: {{names}}. What they hold can be copied; they stay as they are.',
  done: 'Go to the containers',
  doneHint: 'This page is not shown again. All of it is found under Settings.',
} as const
