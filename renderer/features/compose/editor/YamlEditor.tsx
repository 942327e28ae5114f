import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from '@codemirror/language'
import { linter, lintGutter, type Diagnostic } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { useEffect, useRef, type ReactNode, type Ref } from 'react'
import { t } from '../../../i18n/index.ts'
import { completeCompose } from './complete.ts'
import { keyAt } from './place.ts'
import { findProblems, typeWord, type Problem } from './problems.ts'
import { describe } from './schema.ts'
import { pageLook } from './theme.ts'

/** What others may do with an open editor. */
export interface EditorHandle {
  text(): string
  /** Puts another text in place; it can be undone. */
  replace(text: string): void
  /** Puts the cursor at a place, both from 1, and the focus into the editor. */
  go(line: number, column?: number): void
}

interface YamlEditorProps {
  /** what is shown at first; later ones are put in by the handle */
  readonly text: string
  /** the editor's name */
  readonly label: string
  readonly handle: Ref<EditorHandle>
  readonly onChange: (text: string) => void
  readonly onSave: () => void
  readonly onProblems: (problems: readonly Problem[]) => void
}

const basics: Extension = [
  lineNumbers(),
  foldGutter(),
  codeFolding(),
  drawSelection(),
  yaml(),
  indentUnit.of('  '),
  EditorState.tabSize.of(2),
  bracketMatching(),
  highlightSelectionMatches(),
  pageLook,
]

/** Milliseconds after the last keystroke until a text is looked at. */
const lintDelayMs = 250

/** Edits a compose file, with what the compose-spec knows of it. */
export function YamlEditor(props: YamlEditorProps): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const first = useRef(props.text)
  const { label, handle } = props

  useEffect(() => {
    if (!place.current) return
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          basics,
          history(),
          indentOnInput(),
          closeBrackets(),
          highlightActiveLine(),
          autocompletion({ override: [completeCompose], icons: false }),
          lintGutter(),
          linter((lint) => diagnose(lint.state, (found) => latest.current.onProblems(found)), {
            delay: lintDelayMs,
          }),
          hoverTooltip(describeAt),
          keymap.of([
            { key: 'Mod-s', run: () => (latest.current.onSave(), true), preventDefault: true },
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...searchKeymap,
            ...historyKeymap,
            ...foldKeymap,
            ...defaultKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString())
          }),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
        ],
      }),
    })
    view.current = editor
    return () => {
      first.current = editor.state.doc.toString()
      editor.destroy()
      view.current = null
    }
  }, [label])

  useEffect(() => {
    const own: EditorHandle = {
      text: () => view.current?.state.doc.toString() ?? first.current,
      replace: (text) => {
        const editor = view.current
        if (editor) editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } })
      },
      go: (line, column = 1) => view.current && goTo(view.current, line, column),
    }
    if (typeof handle === 'function') handle(own)
    else if (handle) handle.current = own
  }, [handle])
  return <div ref={place} />
}

function goTo(editor: EditorView, lineNumber: number, column: number): void {
  const line = editor.state.doc.line(Math.min(Math.max(1, lineNumber), editor.state.doc.lines))
  const anchor = Math.min(line.from + column - 1, line.to)
  editor.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
  editor.focus()
}

function diagnose(state: EditorState, tell: (problems: readonly Problem[]) => void): Diagnostic[] {
  const problems = findProblems(state.doc.toString())
  tell(problems)
  return problems.map(({ from, to, severity, message }) => ({ from, to, severity, message }))
}

function describeAt(editor: EditorView, offset: number) {
  const key = keyAt(editor.state.doc.toString(), offset)
  const known = key && describe(key.path)
  if (!known) return null
  return {
    pos: key.from,
    end: key.to,
    above: true,
    create: () => {
      const dom = document.createElement('div')
      dom.className = 'cm-hover'
      const types = document.createElement('div')
      types.className = 'cm-hover-types'
      const words = [...new Set(known.types.filter((type) => type !== 'null').map(typeWord))]
      types.textContent = words.join(t('compose:problem.or'))
      dom.append(known.deprecated ? `${t('compose:problem.deprecated')} ` : '', known.description, types)
      return { dom }
    },
  }
}

/** Shows YAML that is not there to be edited. */
export function YamlView({ text, label }: { text: string; label: string }): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!place.current) return
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          basics,
          keymap.of([...searchKeymap, ...foldKeymap]),
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-readonly': 'true',
            role: 'textbox',
            'aria-multiline': 'true',
            tabindex: '0',
          }),
        ],
      }),
    })
    return () => view.destroy()
  }, [text, label])
  return <div ref={place} />
}
