import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete'
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
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef, type ReactNode, type Ref } from 'react'
import { pageLook } from './theme.ts'

/** What is wrong at a place, in offsets. */
export type Mark = Pick<Diagnostic, 'from' | 'to' | 'severity' | 'message'>

/** What others may do with an open editor. */
export interface EditorHandle {
  text(): string
  /** Puts another text in place; it can be undone. */
  replace(text: string): void
  /** Puts the cursor at a place, both from 1, and the focus into the editor. */
  go(line: number, column?: number): void
  /** Marks what is wrong, in place of what was marked before. */
  mark(problems: readonly Mark[]): void
}

interface CodeEditorProps {
  /** what is shown at first; later ones are put in by the handle */
  readonly text: string
  /** the editor's name */
  readonly label: string
  readonly handle: Ref<EditorHandle>
  readonly onChange: (text: string) => void
  readonly onSave: () => void
  /** what this kind of text needs beside what all have; as it is when the editor opens */
  readonly extensions?: Extension
}

/** YAML, and with it JSON, which is part of it. */
export const basics: Extension = [
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

/** Edits text as the page's editors do. */
export function CodeEditor(props: CodeEditorProps): ReactNode {
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
          lintGutter(),
          latest.current.extensions ?? [],
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
          // What scrolls has to be reached by the keyboard (axe knows no contenteditable).
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
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
      mark: (problems) => {
        const editor = view.current
        if (!editor) return
        const end = editor.state.doc.length
        const within = problems.map((each) => ({
          ...each,
          from: Math.min(each.from, end),
          to: Math.min(each.to, end),
        }))
        editor.dispatch(setDiagnostics(editor.state, within))
      },
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
