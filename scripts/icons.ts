import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * An SVG sprite of the lucide icons that are in use: named by `{{icon "name"}}`, `icon="name"` in views and by
 * `icon: 'name'` in code. Throws for a name that lucide does not have.
 */
export async function iconSprite(root: string): Promise<string> {
  const names = [...(await iconNames(root))].toSorted()
  const symbols = await Promise.all(names.map((name) => symbolOf(root, name)))
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}

const used = /\{\{icon "([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"|\bicon: '([a-z0-9-]+)'/g

async function iconNames(root: string): Promise<Set<string>> {
  const sources = await Promise.all(
    ['views', 'core', 'plugins'].map((folder) => sourcesIn(join(root, folder))),
  )
  const names = sources.flat().flatMap((text) => [...text.matchAll(used)].flatMap((match) => match.slice(1)))
  return new Set(names.filter(Boolean))
}

async function sourcesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true })
  const wanted = files.filter((file) => /\.(hbs|ts)$/.test(file) && !file.endsWith('.test.ts'))
  return Promise.all(wanted.map((file) => readFile(join(folder, file), 'utf8')))
}

async function symbolOf(root: string, name: string): Promise<string> {
  const file = join(root, 'node_modules/lucide-static/icons', `${name}.svg`)
  const svg = await readFile(file, 'utf8').catch(() => {
    throw new Error(`There is no icon ${name}`)
  })
  const shapes = svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '').replace(/\s*\n\s*/g, '')
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`
}
