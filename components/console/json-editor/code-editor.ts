import { autocompletion, type CompletionSource, closeCompletion, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { linter, lintKeymap } from '@codemirror/lint'
import { Annotation, Compartment, EditorState, Prec } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Schema } from '../schema/schema.ts'
import { findingsIn } from './findings.ts'
import { look } from './look.ts'
import { placeAt } from './place.ts'
import { suggestionsAt } from './suggestions.ts'

type Attributes = Readonly<Record<string, string>>
type Opened = {
  readonly text: string
  readonly selection: readonly [from: number, to: number]
  readonly attributes: Attributes
  /** Asked whenever it is needed: a schema may come late. */
  readonly schema: () => Schema | undefined
  readonly onChange: (text: string) => void
}
export type CodeEditor = {
  readonly show: (text: string) => void
  readonly describe: (attributes: Attributes) => void
  readonly focus: () => void
  readonly close: () => void
}

const fromOutside = Annotation.define<true>()
const colours = HighlightStyle.define([
  { tag: tags.string, color: 'var(--ok)' },
  { tag: tags.number, color: 'var(--info)' },
  { tag: [tags.bool, tags.null], color: 'var(--warn)' },
  { tag: tags.propertyName, color: 'var(--foreground)' },
])

/**
 * Text that is JSON, with what its schema knows at hand. Tab leads out of it, as out of any field; brackets are not
 * closed by themselves, so that what is typed is what stands there.
 */
export const openEditor = (parent: HTMLElement, opened: Opened): CodeEditor => {
  const attributes = new Compartment()
  const [anchor, head] = opened.selection
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: opened.text,
      selection: { anchor, head },
      extensions: [
        json(),
        history(),
        bracketMatching(),
        EditorView.lineWrapping,
        syntaxHighlighting(colours),
        look,
        linter(({ state }) => findingsIn(state.doc.toString(), opened.schema()).map(asError), { delay: 300 }),
        autocompletion({ override: [completing(opened.schema)], icons: false, interactionDelay: 0 }),
        Prec.highest(keymap.of([{ key: 'Escape', run: closeCompletion, stopPropagation: true }])),
        keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        attributes.of(EditorView.contentAttributes.of(opened.attributes)),
        EditorView.updateListener.of(({ docChanged, transactions, state }) => {
          if (docChanged && !transactions.some(one => one.annotation(fromOutside)))
            opened.onChange(state.doc.toString())
        }),
      ],
    }),
  })
  return {
    show: text => {
      const held = view.state.doc.toString()
      if (text === held) return
      view.dispatch({ changes: { from: 0, to: held.length, insert: text }, annotations: fromOutside.of(true) })
    },
    describe: told => view.dispatch({ effects: attributes.reconfigure(EditorView.contentAttributes.of(told)) }),
    focus: () => view.focus(),
    close: () => view.destroy(),
  }
}

const asError = (finding: ReturnType<typeof findingsIn>[number]) => ({ ...finding, severity: 'error' as const })

const completing =
  (schemaNow: () => Schema | undefined): CompletionSource =>
  ({ state, pos, explicit }) => {
    const [schema, text] = [schemaNow(), state.doc.toString()]
    const place = schema && placeAt(text, pos)
    if (!place || (place.from === pos && !explicit)) return null
    const closing = text[pos] === '"' && text[place.from] === '"' ? 1 : 0
    const isNamed = place.expects === 'value' || /^\s*:/.test(text.slice(pos + closing))
    const options = suggestionsAt(schema, place).map(({ text: label, about, isRequired }) => ({
      label,
      detail: about,
      apply: isNamed ? label : `${label}: `,
      boost: isRequired ? 1 : 0,
    }))
    return options.length === 0 ? null : { from: place.from, to: pos + closing, options }
  }
