import { autocompletion } from '@codemirror/autocomplete'
import { foldKeymap } from '@codemirror/language'
import { linter, type Diagnostic } from '@codemirror/lint'
import { searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { EditorView, hoverTooltip, keymap } from '@codemirror/view'
import { useEffect, useMemo, useRef, type ReactNode, type Ref } from 'react'
import { t } from '../../../i18n/index.ts'
import { basics, CodeEditor, type EditorHandle } from './CodeEditor.tsx'
import { completeCompose } from './complete.ts'
import { keyAt } from './place.ts'
import { findProblems, typeWord, type Problem } from './problems.ts'
import { describe } from './schema.ts'

export type { EditorHandle } from './CodeEditor.tsx'

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

/** Milliseconds after the last keystroke until a text is looked at. */
const lintDelayMs = 250

/** Edits a compose file, with what the compose-spec knows of it. */
export function YamlEditor({ onProblems, ...props }: YamlEditorProps): ReactNode {
  const tell = useRef(onProblems)
  useEffect(() => {
    tell.current = onProblems
  })
  const extensions = useMemo(
    () => [
      autocompletion({ override: [completeCompose], icons: false }),
      linter((lint) => diagnose(lint.state, (found) => tell.current(found)), { delay: lintDelayMs }),
      hoverTooltip(describeAt),
    ],
    [],
  )
  return <CodeEditor {...props} extensions={extensions} />
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
