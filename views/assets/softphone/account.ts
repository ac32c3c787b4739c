import type { Account } from './types.ts'

/** What came of asking: the account, or why there is none now. */
export type Answer = Account | 'none' | 'signed-out' | 'away'

/** Asks our server with what to register. `away`: the network, our server or the exchange; ask again later. */
export async function askAccount(): Promise<Answer> {
  const answer = await fetch('/calls/phone', { headers: { accept: 'application/json' } }).catch(
    () => undefined,
  )
  if (answer?.status === 200) return answer.json()
  if (answer?.status === 401) return 'signed-out'
  return answer && answer.status < 500 ? 'none' : 'away'
}
