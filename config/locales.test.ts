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
// Browser code that has its texts as an object: `words.state.sent`, `words.state[state]`, `words.file`.
const property = /\b((?:\w+\.)+\w+)/g
const lookup = /\b((?:\w+\.)*\w+)\[/g

let code: Source[]
let plugins: string[]
let texts: Record<string, Texts>
let areas: Set<string>

before(async () => {
  code = await sources()
  plugins = await speakingPlugins()
  texts = Object.fromEntries(
    await Promise.all(locales.map(async (locale) => [locale, await everything(locale)])),
  )
  areas = new Set([...(await coreTexts('en')).keys()].map(areaOf))
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
  const missing = code.flatMap((source) =>
    keysIn(source).filter((key) => !namesOf(key, source).some((name) => known.has(name))),
  )
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
  return keys.filter((key) => namesOf(key, source).length > 0)
}

function literalsIn(source: Source): string[] {
  const keys = [...found(source.text, literal), ...(isBrowser(source) ? pathsIn(source.text, property) : [])]
  return keys.flatMap((key) => [key, ...namesOf(key, source)])
}

/** `}:field.` comes from `${plugin}:field.${…}`: the host's words for every plugin's form. */
function beginningsIn(source: Source): string[] {
  const groups = isBrowser(source) ? pathsIn(source.text, lookup).map((group) => `${group}.`) : []
  return [...found(source.text, beginning), ...groups].flatMap((start) =>
    start.startsWith(':') ? plugins.map((id) => id + start) : [start, ...namesOf(start, source)],
  )
}

/** What a key can mean here; nothing where it is no key. A plugin's browser code knows one group and leaves it out. */
function namesOf(key: string, source: Source): string[] {
  const { plugin } = source
  if (key.includes(':')) return plugins.some((id) => key.startsWith(`${id}:`)) ? [key] : []
  if (!plugin) return isOfArea(key) ? [key] : []
  const grouped = isBrowser(source) ? groupsOf(plugin).map((group) => `${group}.${key}`) : []
  return [`${plugin}:${key}`, ...grouped, ...(isOfArea(key) ? [key] : [])]
}

function isBrowser({ path }: Source): boolean {
  return /[/\\]browser[/\\]/.test(path)
}

/** Every end of a path: `view.words.file.image` is `file.image` too, and so is `file.image` of a group taken out. */
function pathsIn(text: string, pattern: RegExp): string[] {
  return found(text, pattern).flatMap((path) => {
    const parts = path.split('.')
    return parts.map((_, at) => parts.slice(at).join('.'))
  })
}

function groupsOf(plugin: string): string[] {
  const own = [...textsIn('en').keys()].filter((key) => key.startsWith(`${plugin}:`))
  return [...new Set(own.map((key) => key.split('.')[0] ?? key))]
}

function isOfArea(key: string): boolean {
  return key.includes('.') && areas.has(areaOf(key))
}

function areaOf(key: string): string {
  return key.split('.')[0] ?? ''
}

function ownWords(template: string): string[] {
  const bare = template.replace(/\{\{!--[^]*?--\}\}|\{\{[^]*?\}\}/g, ' ')
  const attributes = found(bare, /\b(?:title|placeholder|alt|aria-label|aria-description)="([^"]*)"/g)
  const content = bare.replace(/<(kbd|code|script|style|svg)\b[^]*?<\/\1>|<(?:"[^"]*"|[^">])*>|&\w+;/g, ' ')
  const words = content.replace(/[\w-]+="[^"]*"/g, ' ') // A partial may be attributes alone.
  return [...attributes, words].join(' ').match(/\p{L}{2,}/gu) ?? []
}

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}
