import { remember, remembered } from './preferences.ts'

/** What an agent wrote in a conversation that was taken from them: kept in this browser, for them alone, until they close it. */

const most = 20

/** The texts of this agent, oldest first. */
export function leftoversOf(agent: number): string[] {
  try {
    const kept: unknown = JSON.parse(remembered(keyOf(agent)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string') : []
  } catch {
    return []
  }
}

export function keepLeftover(agent: number, text: string): void {
  write(agent, [...leftoversOf(agent).filter((kept) => kept !== text), text].slice(-most))
}

/** Drops the oldest. */
export function dropLeftover(agent: number): void {
  write(agent, leftoversOf(agent).slice(1))
}

function write(agent: number, texts: string[]) {
  remember(keyOf(agent), texts.length > 0 ? JSON.stringify(texts) : undefined)
}

function keyOf(agent: number): string {
  return `leftovers.${agent}`
}
