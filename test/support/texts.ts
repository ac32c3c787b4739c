import { glob, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { root } from '../../core/paths.ts'

/** All texts of one namespace (the core, or a plugin) in one language: full key → text. */
export type Texts = Map<string, string>
export type Source = { path: string; text: string; plugin?: string }

const comments = /^\s*\/\*\*[^]*?\*\/|^\s*\/\/.*|\s\/\/ .*/gm

/** Everything that may speak to people: code, templates and plugins, without tests and comments. */
export async function sources(): Promise<Source[]> {
  const paths = await Array.fromAsync(glob('{bin,core,plugins,views}/**/*.{ts,hbs}', { cwd: root }))
  return Promise.all(paths.filter((path) => !path.endsWith('.test.ts')).map(source))
}

/** The core's texts, `<area>.<rest>`. */
export async function coreTexts(locale: string): Promise<Texts> {
  const files = await Array.fromAsync(glob(`config/locales/*.${locale}.json`, { cwd: root }))
  const areas = await Promise.all(files.map(async (file) => flatten(await read(file), `${areaOf(file)}.`)))
  return new Map(areas.flatMap((texts) => [...texts]))
}

/** A plugin's texts, `<plugin>:<rest>`. */
export async function pluginTexts(plugin: string, locale: string): Promise<Texts> {
  return flatten(await read(`plugins/${plugin}/locales/${locale}.json`), `${plugin}:`)
}

/** The plugins that have texts. */
export async function speakingPlugins(): Promise<string[]> {
  const files = await Array.fromAsync(glob('plugins/*/locales/en.json', { cwd: root }))
  return files.map((file) => file.split(/[/\\]/)[1] ?? '')
}

/** `reply_one` and `reply_other` are one text in as many forms as the language has. */
export function withoutPlural(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '')
}

async function source(path: string): Promise<Source> {
  const [top, plugin] = path.split(/[/\\]/)
  const text = await readFile(join(root, path), 'utf8')
  const spoken = path.endsWith('.ts') ? text.replace(comments, '') : text
  return { path, text: spoken, ...(top === 'plugins' && { plugin }) }
}

async function read(file: string): Promise<object> {
  return JSON.parse(await readFile(join(root, file), 'utf8'))
}

function areaOf(file: string): string {
  return basename(file).split('.')[0] ?? ''
}

function flatten(texts: object, prefix: string): Texts {
  const entries = Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'object' ? [...flatten(value, `${prefix}${key}.`)] : [[prefix + key, String(value)]],
  )
  return new Map(entries)
}
