import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Host } from 'qiantai/plugin'
import type { Account } from './account.ts'
import { authorization } from './ari/web.ts'
import type { Wire } from './ari/wire.ts'
import type { Ears } from './hearing/ears.ts'

/** Who waits for an exchange behind NAT to come: accounts that are open in this process, by their key. */
type Waiting = { account: Account; wire: Wire; ears: Ears }

const waiting = new Map<string, Waiting>()
const frameLimit = 16 * 1024 * 1024

/** Lets the exchange of an account in; the answer ends that. */
export function atDoor(key: string, who: Waiting): () => void {
  waiting.set(key, who)
  return () => void (waiting.get(key) === who && waiting.delete(key))
}

/** `/p/asterisk/exchange?account=<key>`, with name and password of the account's ARI user. */
export function openDoor(host: Pick<Host, 'socket' | 'allow' | 'address'>): void {
  host.socket({
    path: '/p/asterisk/exchange',
    limit: frameLimit,
    accept: (request) => isKnown(request) && host.allow(`exchange:${host.address(request)}`, 60, 60),
    open(socket, request) {
      const who = callerOf(request)
      if (!who) return socket.close()
      who.wire.use(socket)
      who.ears.welcome(socket, who.wire.answer)
    },
  })
}

function isKnown(request: IncomingMessage): boolean {
  const who = callerOf(request)
  return who !== undefined && isSame(request.headers.authorization ?? '', authorization(who.account))
}

function callerOf({ url = '' }: IncomingMessage): Waiting | undefined {
  return waiting.get(new URLSearchParams(url.split('?', 2)[1]).get('account') ?? '')
}

function isSame(said: string, known: string): boolean {
  const [a, b] = [said, known].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
