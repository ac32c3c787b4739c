import type { ClientWhisper } from '../../../core/platform/realtime/frames.ts'
import { Connection, SignedOut, type State, type World } from './connection.ts'
import { keepPage, type Screen } from './page.ts'

export type { ClientWhisper, Screen, State }

export type Live = {
  /** What the open page shows and the cursor it was read at; call it for every page and, without one, frame that Turbo shows. */
  follow: (topics: string[], cursor?: string) => void
  whisper: (topic: string, data: ClientWhisper) => void
  state: () => State
  stop: () => void
}

/** Tells the document of every change: `event.detail.state`. */
export const stateChanged = 'live:state'

/**
 * Opens the tab's one socket, once: it outlives Turbo's page changes. Writes go over HTTP; this only tells.
 * State changes are events `live:state` on the document.
 */
export function openLive(screen: Screen): Live {
  let state: State = 'connecting'
  const page = keepPage(screen, (frame) => connection.send(frame))
  const connection = new Connection(browser(), {
    state: (next) => {
      state = next
      document.dispatchEvent(new CustomEvent(stateChanged, { detail: { state } }))
    },
    ready: (renewed) => (renewed ? screen.reset() : page.resume()),
    frame: page.hear,
  })
  const forget = watchNetwork({ back: () => connection.wake(), gone: () => connection.lose() })
  return {
    follow: page.follow,
    whisper: (topic, data) => connection.send({ t: 'whisper', topic, data }),
    state: () => state,
    stop() {
      forget()
      connection.stop()
    },
  }
}

/** The browser's timers, as the pure parts take them. */
export function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds)
  return () => clearTimeout(timer)
}

function browser(): World {
  return {
    connect(events) {
      const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/live`)
      socket.addEventListener('open', events.open)
      socket.addEventListener('message', ({ data }) => events.message(String(data)))
      socket.addEventListener('close', ({ code }) => events.close(code))
      return {
        send: (text) => void (socket.readyState === WebSocket.OPEN && socket.send(text)),
        close: () => socket.close(),
      }
    },
    ticket,
    after,
    random: Math.random,
  }
}

async function ticket(): Promise<string> {
  const crumb = document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')?.content ?? ''
  const headers = { accept: 'application/json', 'x-csrf-token': crumb }
  const answer = await fetch('/live/ticket', { method: 'POST', headers, redirect: 'error' })
  if (answer.status === 401) throw new SignedOut()
  if (!answer.ok) throw new Error(`No ticket: ${answer.status}`)
  const body: { ticket: string } = await answer.json()
  return body.ticket
}

/** Tells when the network, the tab or the page comes back, and when the network goes. Answers what ends listening. */
function watchNetwork({ back, gone }: { back: () => void; gone: () => void }): () => void {
  const stop = new AbortController()
  const { signal } = stop
  addEventListener('online', back, { signal })
  addEventListener('offline', gone, { signal })
  addEventListener('pageshow', ({ persisted }) => void (persisted && back()), { signal })
  document.addEventListener('visibilitychange', () => void (document.hidden || back()), { signal })
  return () => stop.abort()
}
