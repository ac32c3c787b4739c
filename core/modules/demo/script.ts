import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

type Exchange = [question: string, answer: string]

export type Topic = {
  tag: string
  team: number
  path: string
  title: string
  keyword: string
  talks: Exchange[]
}

/** Who works in the demo clinic, who comes, and what they talk about. */
export type Script = {
  channel: string
  greeting: string
  teams: string[]
  agents: { name: string; email: string; role: string; teams: number[] }[]
  names: string[]
  tags: string[]
  notes: string[]
  stages: string[]
  endings: Exchange[]
  waiting: string[]
  pictures: Exchange[]
  topics: Topic[]
}

/** The script in a language of the house. */
export async function readScript(locale: 'zh-CN' | 'en'): Promise<Script> {
  return JSON.parse(await readFile(join(import.meta.dirname, 'data', `${locale}.json`), 'utf8'))
}
