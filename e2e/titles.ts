type Call = { readonly line: number; readonly title: string | undefined }

/** Titles of the tests in a file, in whatever form they are written; undefined where a title is no text. */
export function testCalls(code: string): readonly Call[] {
  const calls: Call[] = []
  const makers = [...code.matchAll(maker)]
  const insides = makers.map(({ index, 0: found }) => index + found.length)
  const beginning = callOf(['test', 'it', ...makers.map(([, name = '']) => name)])
  for (let at = 0; at < code.length; ) {
    const end = skipped(code, at)
    if (end > at) {
      at = end
      continue
    }
    const call = begins(code, at, beginning)
    if (call > at && !insides.includes(call)) calls.push({ line: lineOf(code, at), title: titleBehind(code, call) })
    at = Math.max(at + 1, call)
  }
  return calls
}

const lineOf = (code: string, at: number) => code.slice(0, at).split('\n').length

function titleBehind(code: string, bracket: number): string | undefined {
  const open = afterTable(code, bracket)
  return open === undefined ? undefined : text(code, open)
}

/** Where what is no code ends: a comment, a text, a regular expression. `at` itself where code goes on. */
function skipped(code: string, at: number): number {
  const two = code.slice(at, at + 2)
  if (two === '//') return ended(code.indexOf('\n', at), code)
  if (two === '/*') return ended(code.indexOf('*/', at + 2) + 2, code)
  if (code[at] === '`') return template(code, at)
  const form =
    code[at] === '/' && /[(,=:[!&|?{};>]\s*$|^\s*$|\breturn\s*$/.test(code.slice(Math.max(0, at - 40), at))
      ? pattern
      : quoted
  form.lastIndex = at
  return at + (form.exec(code)?.[0].length ?? 0)
}
const quoted = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y
const pattern = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y
const ended = (at: number, code: string) => (at < 2 ? code.length : at)

/** A template ends behind what it has in braces, which may hold templates of its own. */
function template(code: string, from: number): number {
  for (let at = from + 1; at < code.length; at += 1) {
    if (code[at] === '\\') at += 1
    else if (code[at] === '`') return at + 1
    else if (code.startsWith('${', at)) at = closed(code, at + 1) - 1
  }
  return code.length
}

/** Behind the bracket that closes the one at `from`. */
function closed(code: string, from: number): number {
  let depth = 0
  for (let at = from; at < code.length; ) {
    const end = skipped(code, at)
    if (end > at) {
      at = end
      continue
    }
    if ('([{'.includes(code[at] ?? '')) depth += 1
    if (')]}'.includes(code[at] ?? '')) depth -= 1
    at += 1
    if (depth === 0) return at
  }
  return code.length
}

/** A function that makes a test of a title: its calls are looked at, and not the test in it. */
const maker = /\bconst (\w+) = \((\w+): string\b[\s\S]{0,200}?=>\s*test(?=\(\2\b)/g
const callOf = (names: readonly string[]) =>
  new RegExp(`(?<![\\w.$'"\`-])(?:${names.join('|')})((?:\\s*\\.\\s*\\w+)*)(?:<[^()]*>)?\\s*(?=[(\`])`, 'y')
const aside = /\.(?:describe|extend|before\w+|after\w+|use|step|setTimeout|slow)\b/

/** Behind `test`, `test.each` and so on, at the bracket. */
function begins(code: string, at: number, beginning: RegExp): number {
  beginning.lastIndex = at
  const found = beginning.exec(code)
  return found && !aside.test(found[1] ?? '') ? at + found[0].length : at
}

/** The bracket that the title stands behind: of `test.each(table)(` the second one. */
function afterTable(code: string, bracket: number): number | undefined {
  const isTable = /\.\s*(?:each|for|runIf|skipIf)\s*(?:<[^()]*>)?\s*$/.test(
    code.slice(Math.max(0, bracket - 200), bracket),
  )
  if (!isTable) return bracket
  const end = code[bracket] === '`' ? template(code, bracket) : closed(code, bracket)
  const next = end + (/^\s*/.exec(code.slice(end))?.[0].length ?? 0)
  return code[next] === '(' ? next : undefined
}

const title = /\(\s*(?:\/\/[^\n]*\s*|\/\*[\s\S]*?\*\/\s*)*(['"`])/y

function text(code: string, bracket: number): string | undefined {
  title.lastIndex = bracket
  const found = title.exec(code)
  if (!found) return undefined
  const from = bracket + found[0].length - 1
  return code.slice(from + 1, skipped(code, from) - 1)
}
