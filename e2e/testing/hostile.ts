/** JSON as it may be sent, not only as a program would write it. */
type Source = string
const text = (value: string): Source => JSON.stringify(value)

const numbers: readonly Source[] = [
  '-1',
  '0',
  '-0',
  '1.5',
  '1e309',
  '-1e309',
  '1e-7',
  '9007199254740992',
  '9007199254740993',
  `1${'0'.repeat(309)}`,
  '1000000000001',
  text('1e3'),
  text('0x10'),
  text('9007199254740993'),
  text('5'),
  '[5]',
]
const keys: readonly Source[] = [
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"toString":1}',
  text('__proto__'),
  text('constructor'),
  text('toString'),
  '{"length":100000000}',
]
const texts: readonly Source[] = [
  text('abc\u202Egpj.exe'),
  text('zero\u200Bwidth'),
  text('\u200B'),
  text('\uFEFF'),
  text('👩‍👩‍👧‍👦'),
  '"\\ud800"',
  '"\\udc00\\ud800"',
  text('\u0000'),
  text(`e${'\u0301'.repeat(10_000)}`),
  text('x'.repeat(5000)),
  text('\u3164'),
  text('   '),
  text('a\nb'),
  text('\u001b[31mred'),
  text(''),
]
export const injections: readonly string[] = [
  "'; DROP TABLE events; --",
  "' OR '1'='1",
  '1); SELECT pg_sleep(10); --',
  '$1',
  '{{constructor.constructor("return process")()}}',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  'javascript:alert(1)',
  '../../etc/passwd',
  '%00',
  '\\x00',
]
const shapes: readonly Source[] = ['null', 'true', '[]', '{}', '[[[[]]]]', '{"type":"EndHand"}', '"engine/hand-flow"']

/** Values that no field was made for; some fields may take some of them all the same. */
export const hostile: readonly Source[] = [...numbers, ...keys, ...texts, ...injections.map(text), ...shapes]

const withField = (data: object, field: string, source: Source): Source => {
  const others = Object.entries(data).filter(([name]) => name !== field)
  return `{${[...others.map(([name, value]) => `${text(name)}:${JSON.stringify(value)}`), `${text(field)}:${source}`].join(',')}}`
}
/** The body of a command with one field of its data replaced. */
export const withData = (data: object, { field, source, more = '' }: Replaced): Source =>
  `{"data":${withField(data, field, source)}${more}}`
type Replaced = { readonly field: string; readonly source: Source; readonly more?: Source }
/** The body of a command with one field beside the data. */
export const beside = (data: object, field: string, source: Source): Source => withField({ data }, field, source)

/** What an answer tells of the inside of the house. */
const inside =
  /\bat \S+ \(?\S+:\d+:\d+|node_modules|\.mjs\b|\.ts:\d|\b(?:select|insert into|update|delete from)\b.+\b(?:from|values|set|where)\b|postgres|syntax error|violates|PGRST|relation "|\b22P0[25]\b|TypeError|RangeError|ZodError|Cannot read/i
export const insideIn = (answer: string): string | undefined => inside.exec(answer)?.[0]
