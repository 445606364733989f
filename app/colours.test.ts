import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')
type Tokens = Record<string, string>
const tokensIn = (block: string): Tokens =>
  Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]))
const blocksOf = (selector: string) =>
  css
    .split('}')
    .filter(block => block.split('{')[0]?.trim().endsWith(selector))
    .map(tokensIn)
const dark: Tokens = Object.assign({}, ...blocksOf(':root'))
const themes = { dark, light: Object.assign({}, dark, ...blocksOf('[data-theme="light"]')) as Tokens }

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const luminance = (hex: string) => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (one: string, other: string) => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}
const texts = ['foreground', 'muted', 'ok', 'info', 'warn', 'error', 'turn', 'primary', 'added', 'removed', 'changed']
const grounds = ['background', 'surface', 'raised']
const onText = texts.flatMap(text => grounds.map(ground => [text, ground, 4.5] as const))
const onFill = [
  ['primary-foreground', 'primary', 4.5],
  ['turn-foreground', 'turn', 4.5],
  ['background', 'error', 4.5],
  ['background', 'foreground', 4.5],
  ['suit-s', 'card', 4.5],
  ['suit-h', 'card', 4.5],
  ['suit-d', 'card', 4.5],
  ['suit-c', 'card', 4.5],
] as const
const editions = ['a', 'b', 'c', 'd', 'e'].map(letter => `edition-${letter}`)
const onEdge = [
  ...['background', 'surface'].flatMap(ground => editions.map(edition => [edition, ground, 3] as const)),
  ...grounds.map(ground => ['control', ground, 3] as const),
  ...grounds.map(ground => ['ring', ground, 3] as const),
]

for (const [theme, tokens] of Object.entries(themes)) {
  test.each([...onText, ...onFill, ...onEdge])(`[UI80] ${theme}: %s on %s`, (text, ground, least) => {
    const [one, other] = [tokens[text], tokens[ground]]
    if (!one || !other) throw new Error(`No token ${one ? ground : text}`)
    expect(contrast(one, other)).toBeGreaterThanOrEqual(least)
  })
}
