import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * An SVG sprite of the lucide icons that are in use. Throws for a name in a view that lucide does not have.
 */
export async function iconSprite(root: string): Promise<string> {
  const names = [...(await iconNames(root))].toSorted()
  const symbols = await Promise.all(names.map((name) => symbolOf(root, name)))
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}

const inViews = /\{\{icon "([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"/g
const inCode = /'([a-z0-9-]+)'/g

/** Code names icons as data (`icon: 'inbox'`): in a file that speaks of icons, every word that is one is kept. */
async function iconNames(root: string): Promise<Set<string>> {
  const known = await readdir(folderOf(root))
  const views = await sourcesIn(root, ['views', 'plugins'], /\.hbs$/)
  const code = (await sourcesIn(root, ['core', 'plugins', 'views/assets'], /(?<!\.test)\.ts$/)).filter(
    (text) => /\bicon\b/i.test(text),
  )
  const spoken = code.flatMap((text) => namesIn(text, inCode)).filter((name) => known.includes(`${name}.svg`))
  return new Set([...views.flatMap((text) => namesIn(text, inViews)), ...spoken])
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap((match) => match.slice(1).filter(Boolean))
}

async function sourcesIn(root: string, folders: string[], wanted: RegExp): Promise<string[]> {
  const lists = await Promise.all(folders.map((folder) => filesIn(join(root, folder))))
  return Promise.all(
    lists
      .flat()
      .filter((file) => wanted.test(file))
      .map((file) => readFile(file, 'utf8')),
  )
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.map((name) => join(folder, name))
}

function folderOf(root: string): string {
  return join(root, 'node_modules/lucide-static/icons')
}

async function symbolOf(root: string, name: string): Promise<string> {
  const file = join(folderOf(root), `${name}.svg`)
  const svg = await readFile(file, 'utf8').catch(() => {
    throw new Error(`There is no icon ${name}`)
  })
  const shapes = svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '').replace(/\s*\n\s*/g, '')
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`
}
