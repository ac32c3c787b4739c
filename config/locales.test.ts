import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { locales } from '../core/platform/i18n/index.ts'
import { coreTexts, pluginTexts, sources, speakingPlugins, withoutPlural } from '../test/support/texts.ts'
import type { Source, Texts } from '../test/support/texts.ts'

// Where a literal is certainly a key: a call of `t`, the `t` helper, a label, a fault, an error.
const keyPositions = [
  /\bt\((?:[^()'"`]|\([^()]*\))*['"]([\w.:-]+)['"]/g,
  /[{(]t ["']([\w.:-]+)["']/g,
  /\b(?:label|message|title): ['"]([\w:-]+(?:\.[\w-]+)+)['"]/g,
  /new (?:Invalid|Conflict|NotFound|Unavailable)\(['"]([\w:-]+(?:\.[\w-]+)+)['"]/g,
]
const literal = /['"`]((?:[\w-]+:)?[\w-]+(?:\.[\w-]+)*)['"`]/g
// `desk.status.${status}` and (concat "desk.status." status) use whatever begins like that.
const beginning = /['"`}]((?:[\w-]+:|:)?(?:[\w-]+\.)+)(?:\$\{|['"])/g

let code: Source[]
let plugins: string[]
let texts: Record<string, Texts>

before(async () => {
  code = await sources()
  plugins = await speakingPlugins()
  texts = Object.fromEntries(
    await Promise.all(locales.map(async (locale) => [locale, await everything(locale)])),
  )
})

test('every language has the same texts', () => {
  const [chinese, english] = locales.map((locale) => new Set([...textsIn(locale).keys()].map(withoutPlural)))
  assert.deepEqual([...(chinese ?? [])].toSorted(), [...(english ?? [])].toSorted())
})

test('a text says something, and with the same values, in every language', () => {
  const valuesOf = (text: string) => [...text.matchAll(/\{\{-?\s*(\w+)/g)].map(([, name]) => name).toSorted()
  for (const [key, english] of textsIn('en')) {
    const chinese = textsIn('zh-CN').get(key)
    assert.ok(english.trim(), key)
    if (chinese !== undefined) assert.deepEqual(new Set(valuesOf(chinese)), new Set(valuesOf(english)), key)
  }
})

test('no text is missing', () => {
  const known = new Set([...textsIn('en').keys()].map(withoutPlural))
  const missing = code.flatMap((source) => keysIn(source).filter((key) => !known.has(key)))
  assert.deepEqual([...new Set(missing)].toSorted(), [])
})

test('no text is left over', () => {
  const used = new Set(code.flatMap((source) => literalsIn(source)))
  const beginnings = code.flatMap((source) => beginningsIn(source))
  const isUsed = (key: string) => used.has(key) || beginnings.some((start) => key.startsWith(start))
  const unused = [...textsIn('en').keys()].map(withoutPlural).filter((key) => !isUsed(key))
  assert.deepEqual(unused, [])
})

test('templates hold no text of their own', () => {
  const speaking = code.filter(({ path, text }) => path.endsWith('.hbs') && ownWords(text).length > 0)
  assert.deepEqual(
    speaking.map(({ path, text }) => `${path}: ${ownWords(text).join(' ')}`),
    [],
  )
})

async function everything(locale: string): Promise<Texts> {
  const parts = [
    await coreTexts(locale),
    ...(await Promise.all(plugins.map((id) => pluginTexts(id, locale)))),
  ]
  return new Map(parts.flatMap((part) => [...part]))
}

function textsIn(locale: string): Texts {
  return texts[locale] ?? assert.fail(`No texts in ${locale}`)
}

/** Keys at places that can hold nothing else, and whatever looks like `<area>.<group>.<name>`. */
function keysIn(source: Source): string[] {
  const certain = keyPositions.flatMap((pattern) => found(source.text, pattern))
  const likely = found(source.text, literal).filter((key) => key.split('.').length > 2 && isOfArea(key))
  const keys = [...certain, ...likely].filter((key) => !/\.(ts|js|css|hbs|json)$/.test(key))
  return keys.map((key) => fullKey(key, source)).filter((key) => key !== undefined)
}

function literalsIn(source: Source): string[] {
  return found(source.text, literal).flatMap((key) => [key, `${source.plugin}:${key}`])
}

/** `}:field.` comes from `${plugin}:field.${…}`: the host's words for every plugin's form. */
function beginningsIn(source: Source): string[] {
  return found(source.text, beginning).flatMap((start) =>
    start.startsWith(':') ? plugins.map((id) => id + start) : [start, `${source.plugin}:${start}`],
  )
}

function fullKey(key: string, { plugin }: Source): string | undefined {
  if (key.includes(':')) return plugins.some((id) => key.startsWith(`${id}:`)) ? key : undefined
  if (isOfArea(key)) return key
  return plugin ? `${plugin}:${key}` : undefined
}

function isOfArea(key: string): boolean {
  const areas = new Set([...textsIn('en').keys()].filter((known) => !known.includes(':')).map(areaOf))
  return key.includes('.') && areas.has(areaOf(key))
}

function areaOf(key: string): string {
  return key.split('.')[0] ?? ''
}

function ownWords(template: string): string[] {
  const bare = template.replace(/\{\{!--[^]*?--\}\}|\{\{[^]*?\}\}/g, ' ')
  const attributes = found(bare, /\b(?:title|placeholder|alt|aria-label|aria-description)="([^"]*)"/g)
  const content = bare.replace(/<(kbd|code|script|style|svg)\b[^]*?<\/\1>|<(?:"[^"]*"|[^">])*>|&\w+;/g, ' ')
  return [...attributes, content].join(' ').match(/\p{L}{2,}/gu) ?? []
}

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}
