import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Outcome } from '../../calls/index.ts'

/** What the agents of the demo write down of a call, by its result. `{topic}` is what it was about. */
export type Result =
  'booked' | 'interested' | 'undecided' | 'again' | 'aftercare' | 'complaint' | 'declined' | 'wrong' | 'other'

/** The telephone of the demo clinic: what its things are called, who rings, and what is said of it. */
export type PhoneScript = {
  exchange: string
  lines: string[]
  flow: string
  menu: string
  keys: string[]
  callers: string[]
  results: Record<Result, string[]>
  owed: Partial<Record<Outcome, string[]>>
  refusals: string[]
}

/** The script of the telephone in a language of the house. */
export async function readPhoneScript(locale: 'zh-CN' | 'en'): Promise<PhoneScript> {
  const file = join(import.meta.dirname, '..', 'data', `${locale}.phone.json`)
  return JSON.parse(await readFile(file, 'utf8'))
}
