import { createBridge, type ToPage, type ToPanel } from '../shared/bridge.ts'
import type { Http } from '../shared/http.ts'
import type { Peer, PeerEvents } from './peer.ts'

/** The panel in an iframe: the line and the token are the launcher's. Resolves when the launcher has answered. */
export function meetLauncher(http: Http, on: PeerEvents): Promise<Peer> {
  const origin = decodeURIComponent(location.hash.slice(1))
  let token = ''
  let visitor = ''
  const renewing: (() => void)[] = []

  return new Promise((resolve) => {
    const bridge = createBridge<ToPage, ToPanel>(
      () => parent,
      origin,
      (letter) => {
        if (letter.type === 'init') {
          ;({ token, visitor } = letter.data)
          resolve(peer)
          on.restyled(letter.data.config)
          on.state(letter.data.state)
        }
        if (letter.type === 'token') {
          ;({ token, visitor } = letter.data)
          for (const done of renewing.splice(0)) done()
          if (letter.data.changed) on.changed()
        }
        if (letter.type === 'heard') on.heard(letter.data.heard, letter.data.loud)
        if (letter.type === 'state') on.state(letter.data)
        if (letter.type === 'shown') on.shown(letter.data)
        if (letter.type === 'page') on.page(letter.data)
      },
    )
    const peer: Peer = {
      http,
      ready: Promise.resolve(),
      token: () => token,
      visitor: () => visitor,
      renew: () =>
        new Promise((done) => {
          renewing.push(done)
          bridge.post({ type: 'renew' })
        }),
      tell: (frame) => bridge.post({ type: 'tell', data: frame }),
      consented: (yes) => bridge.post({ type: 'consented', data: yes }),
      forget: () => bridge.post({ type: 'forget' }),
      close: () => bridge.post({ type: 'close' }),
    }
    bridge.post({ type: 'ready' })
  })
}
