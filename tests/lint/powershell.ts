import { createRequire } from 'node:module'
import { Language, Parser, type Node } from '@vscode/tree-sitter-wasm'

/**
 * The rules for Berth's PowerShell scripts, by their syntax: nobody can run them here, and what is put together at run time
 * can be made to do anything.
 */
export interface Rules {
  /** functions that the script may call beside cmdlets */
  readonly functions: readonly string[]
  /** serve.ps1 itself, which runs the other scripts' texts */
  readonly serves?: boolean
  /** run by itself: it answers by its exit code */
  readonly alone?: boolean
}

/** Each cmdlet that a script may use: its module, and those of its parameters that are used, as Microsoft documents them. */
const cmdlets: Readonly<Record<string, readonly [module: string, ...parameters: string[]]>> = {
  'Get-VM': ['Hyper-V', 'Name'],
  'New-VM': ['Hyper-V', 'Name', 'Generation', 'NoVHD', 'MemoryStartupBytes', 'Path'],
  'Set-VM': ['Hyper-V', 'VM'],
  'Start-VM': ['Hyper-V', 'VM'],
  'Resume-VM': ['Hyper-V', 'VM'],
  'Stop-VM': ['Hyper-V', 'VM', 'TurnOff', 'Force', 'AsJob'],
  'Save-VM': ['Hyper-V', 'Name'],
  'Remove-VM': ['Hyper-V', 'VM', 'Force'],
  'Remove-VMSavedState': ['Hyper-V', 'VM'],
  'Get-VMSwitch': ['Hyper-V', 'Id'],
  'Set-VMComPort': ['Hyper-V', 'VM', 'Number', 'Path'],
  'Set-VMFirmware': ['Hyper-V', 'VM', 'EnableSecureBoot', 'FirstBootDevice'],
  'Get-VMNetworkAdapter': ['Hyper-V', 'VM', 'VMName', 'ManagementOS', 'SwitchName'],
  'Connect-VMNetworkAdapter': ['Hyper-V', 'VMSwitch'],
  'Get-VMHardDiskDrive': ['Hyper-V', 'VM', 'ControllerType', 'ControllerNumber', 'ControllerLocation'],
  'Add-VMHardDiskDrive': [
    'Hyper-V',
    'VM',
    'ControllerType',
    'ControllerNumber',
    'ControllerLocation',
    'Path',
  ],
  'Remove-VMHardDiskDrive': ['Hyper-V', 'VMHardDiskDrive'],
  'Get-NetNeighbor': ['NetTCPIP', 'AddressFamily', 'ErrorAction'],
  'Get-NetIPAddress': ['NetTCPIP', 'InterfaceIndex', 'AddressFamily'],
  'Find-NetRoute': ['NetTCPIP', 'RemoteIPAddress'],
  'Get-NetAdapter': ['NetAdapter', 'IncludeHidden'],
  'Get-CimInstance': ['CimCmdlets', 'ClassName', 'Filter'],
  'Enable-WindowsOptionalFeature': ['Dism', 'Online', 'FeatureName', 'All', 'NoRestart'],
  'Get-LocalGroupMember': ['Microsoft.PowerShell.LocalAccounts', 'SID'],
  'Add-LocalGroupMember': ['Microsoft.PowerShell.LocalAccounts', 'SID', 'Member'],
  'Get-ItemProperty': ['Microsoft.PowerShell.Management', 'Path'],
  'Get-Item': ['Microsoft.PowerShell.Management', 'LiteralPath', 'Force'],
  'New-Item': ['Microsoft.PowerShell.Management', 'ItemType', 'Path', 'Force'],
  'Copy-Item': ['Microsoft.PowerShell.Management', 'LiteralPath', 'Destination', 'Force'],
  'Remove-Item': ['Microsoft.PowerShell.Management', 'LiteralPath', 'Recurse', 'Force'],
  'Test-Path': ['Microsoft.PowerShell.Management', 'Path', 'LiteralPath'],
  'Get-Service': ['Microsoft.PowerShell.Management', 'Name'],
  'Start-Service': ['Microsoft.PowerShell.Management', 'Name'],
  'Stop-Service': ['Microsoft.PowerShell.Management', 'Name', 'Force'],
  'Get-Acl': ['Microsoft.PowerShell.Security', 'LiteralPath'],
  'Set-Acl': ['Microsoft.PowerShell.Security', 'LiteralPath', 'AclObject'],
  'Start-Process': [
    'Microsoft.PowerShell.Management',
    ...['FilePath', 'ArgumentList', 'Verb', 'WindowStyle', 'Wait', 'PassThru'],
  ],
  'New-Object': ['Microsoft.PowerShell.Utility', 'TypeName', 'ArgumentList'],
  'Select-Object': ['Microsoft.PowerShell.Utility', 'First'],
  'ConvertFrom-Json': ['Microsoft.PowerShell.Utility', 'InputObject'],
  'ConvertTo-Json': ['Microsoft.PowerShell.Utility', 'InputObject', 'Compress', 'Depth'],
  'ForEach-Object': ['Microsoft.PowerShell.Core'],
  'Where-Object': ['Microsoft.PowerShell.Core'],
}

/** The one place where a text becomes a script, word by word. */
const servesTheText = '& ([scriptblock]::Create($request.script)) @data'
const looks = '& $Look'

/** What is wrong with a script, as `line: sentence`; nothing where all is well. */
export async function faultsOf(text: string, rules: Rules): Promise<string[]> {
  const { rootNode: root } = (await parser()).parse(text) ?? { rootNode: null }
  if (!root) return ['1: it cannot be parsed']
  const faults: string[] = []
  const fault = (node: Node, sentence: string): void =>
    void faults.push(`${node.startPosition.row + 1}: ${sentence}`)
  const all = [...below(root)]
  for (const node of all) {
    if (node.isError || node.isMissing) fault(node, 'the syntax is wrong')
    if (node.type === 'command') judgeCommand(node, rules, (sentence) => fault(node, sentence))
    if (node.type === 'expandable_string_literal' && node.namedChildCount > 0)
      fault(node, 'a string is put together of others')
    if (node.type === 'format_operator') fault(node, 'a string is put together by -f')
    if (
      node.type === 'additive_expression' &&
      [...below(node)].some((each) => each.type === 'string_literal')
    )
      if (/[+]/.test(node.text)) fault(node, 'a string is put together by +')
    if (node.type === 'type_literal' && /^\[(scriptblock|powershell|runspacefactory)\]$/i.test(node.text))
      if (!rules.serves) fault(node, `${node.text} makes scripts of texts`)
    if (/_operator$|^comparison_operator$/.test(node.type) && /^-(join|f)$/i.test(node.text))
      fault(node, `a string is put together by ${node.text}`)
    if (node.type === 'command' && /\s-join\s/i.test(node.text))
      fault(node, 'a string is put together by -join')
  }
  const first = root.namedChildren.find((node) => node?.type !== 'comment')
  if (!rules.serves && first?.type !== 'param_block') faults.push('1: it does not begin with its parameters')
  if (!/^\s*#/.test(text)) faults.push('1: it does not say what it does')
  if (rules.serves) judgeServer(text, faults)
  else if (!rules.alone) judgeAnswer(root, fault)
  else if (!/\$ErrorActionPreference = 'Stop'/.test(text)) faults.push('1: it goes on after an error')
  return faults
}

function judgeCommand(node: Node, rules: Rules, fault: (sentence: string) => void): void {
  const invoked = node.children.some((each) => each?.type === 'command_invokation_operator')
  if (invoked) {
    const allowed = rules.serves ? [servesTheText, looks] : []
    if (!allowed.includes(node.text)) fault(`"${node.text}" runs what is only known when it runs`)
    return
  }
  const name = node.childForFieldName('command_name')?.text ?? ''
  if (rules.functions.includes(name)) return
  const [module, cmdlet] = name.includes('\\') ? name.split('\\') : ['', name]
  const known = cmdlets[cmdlet ?? '']
  if (!known) fault(`${name} is not among the cmdlets that scripts use`)
  else if (module === '') fault(`${name} is not qualified by its module ${known[0]}`)
  else if (module !== known[0]) fault(`${cmdlet} is of ${known[0]}, not of ${module}`)
  const elements = node.childForFieldName('command_elements')
  for (const each of elements?.namedChildren ?? []) {
    const parameter = each?.type === 'command_parameter' ? each.text.replace(/^-|:$/g, '') : null
    if (parameter !== null && known && !known.slice(1).includes(parameter))
      fault(`${name} is not known to have a parameter ${parameter}`)
  }
}

/** Each way out of a script is one ordered table of what it answers. */
function judgeAnswer(root: Node, fault: (node: Node, sentence: string) => void): void {
  const table = /^(return )?\[ordered\]@\{[\s\S]*\}$/
  const statements = root.namedChildren.filter((node) => node?.type === 'statement_list').at(-1)
  const last = statements?.namedChildren.filter((node) => node?.type !== 'comment').at(-1)
  if (!last || !table.test(last.text)) fault(last ?? root, 'it does not end with an answer, [ordered]@{…}')
  for (const node of below(root))
    if (node.type === 'flow_control_statement' && /^return\b/.test(node.text) && !table.test(node.text))
      fault(node, 'it returns something else than an answer')
}

function judgeServer(text: string, faults: string[]): void {
  const needs: [RegExp, string][] = [
    [/^\$ErrorActionPreference = 'Stop'$/m, 'goes on after an error'],
    [/ConvertTo-Json -InputObject \$answer -Compress -Depth \d/, 'does not answer in one line of JSON'],
    [/\[ordered\]@\{ berth = \$request\.id; error = \$null; value = \$null \}/, 'has no field for an error'],
    [/catch \{\s+\$answer\.error = /, 'does not tell errors'],
    [/UTF8Encoding -ArgumentList \$false/, 'does not speak UTF-8'],
  ]
  for (const [pattern, sentence] of needs) if (!pattern.test(text)) faults.push(`1: it ${sentence}`)
}

function* below(node: Node): Generator<Node> {
  yield node
  for (const child of node.children) if (child) yield* below(child)
}

let loaded: Promise<Parser> | null = null
function parser(): Promise<Parser> {
  return (loaded ??= load())
}

async function load(): Promise<Parser> {
  const { resolve } = createRequire(import.meta.url)
  const wasm = (name: string): string => resolve(`@vscode/tree-sitter-wasm/wasm/${name}.wasm`)
  await Parser.init({ locateFile: () => wasm('tree-sitter') })
  const made = new Parser()
  made.setLanguage(await Language.load(wasm('tree-sitter-powershell')))
  return made
}
