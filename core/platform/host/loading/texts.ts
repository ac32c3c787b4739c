import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export type Texts = { [key: string]: string | Texts }

/** A plugin's texts in one language; nothing where it has no file for it. Throws where the file is no JSON. */
export async function textsOf(home: string, locale: string): Promise<Texts> {
  const file = join(home, 'locales', `${locale}.json`)
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {}
}

/** The text of a dotted key, or undefined. */
export function textIn(texts: Texts, key: string): string | undefined {
  const found = key
    .split('.')
    .reduce<string | Texts | undefined>(
      (level, part) => (typeof level === 'object' ? level[part] : undefined),
      texts,
    )
  return typeof found === 'string' ? found : undefined
}
