import type { Program } from '../../process/last-words.ts'

/** vfkit's own words, and what they mean. */
export const vfkit: Program = {
  name: 'vfkit',
  said: (line) => {
    const logged = /\blevel=(\w+) msg="((?:[^"\\]|\\.)*)"/.exec(line)
    if (logged) return logged[1] !== 'info' || logged[2] === 'VM is stopped' ? (logged[2] ?? null) : null
    // It repeats its error after all that it could have been told.
    return /^(\s|Usage:|Flags:|Error: |\[GIN)/.test(line) ? null : line
  },
  inOrder: /VM is stopped/,
  meanings: [
    {
      pattern: /The process doesn.t have the .com\.apple\.security\.virtualization. entitlement/i,
      code: 'hypervisor-failed',
      message: 'macOS does not let this vfkit use Virtualization.framework: it is not signed for it.',
      hint: 'Take the vfkit of Homebrew ("brew install vfkit"), or sign this one: "codesign -f -s - --entitlements vf.entitlements vfkit".',
    },
    {
      pattern: /kernel must be uncompressed/,
      code: 'hypervisor-failed',
      message: 'The image has a kernel that Virtualization.framework cannot start.',
      hint: 'Build the image again with scripts/start.',
    },
    {
      pattern: /maximum supported number of active virtual machines|VZErrorVirtualMachineLimitExceeded/i,
      code: 'hypervisor-failed',
      message: 'macOS runs as many virtual machines as it can.',
      hint: 'End another one, then start again.',
    },
    {
      pattern: /storage device attachment is invalid|Resource busy|failed to open file/i,
      code: 'hypervisor-failed',
      message: 'A disk of the machine could not be opened.',
      hint: 'Does another program have machine/data.raw in the Berth folder open?',
    },
  ],
}
