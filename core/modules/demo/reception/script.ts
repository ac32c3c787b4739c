import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The reception of the demo clinic: what its rules and places are called, and what customers say of it. */
export type ReceptionScript = {
  /** Trouble after a treatment, pages of surgery, after hours. */
  rules: [string, string, string]
  /** Words by which trouble is known. */
  urgent: string[]
  closed: string
  destination: string
  day: string
  praise: string[]
  complaints: string[]
  block: string
}

/** The script of the reception in a language of the house. */
export async function readReceptionScript(locale: 'zh-CN' | 'en'): Promise<ReceptionScript> {
  const file = join(import.meta.dirname, '..', 'data', `${locale}.reception.json`)
  return JSON.parse(await readFile(file, 'utf8'))
}
