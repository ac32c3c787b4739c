import type { Heard } from './link/carrier.ts'
import type { LinkState } from './link/link.ts'
import type { Config, Frame } from './wire.ts'

/** What the page tells the panel in its iframe. */
export type ToPanel =
  | {
      type: 'init'
      data: { config: Config; token: string; visitor: string; state: LinkState }
    }
  | { type: 'token'; data: { token: string; visitor: string; changed: boolean } }
  | { type: 'heard'; data: { heard: Heard; loud: boolean } }
  | { type: 'state'; data: LinkState }
  | { type: 'shown'; data: { open: boolean; phone: boolean } }
  | { type: 'page'; data: { url: string; title: string } }

/** What the panel asks of the page. */
export type ToPage =
  | { type: 'ready'; data?: undefined }
  | { type: 'close'; data?: undefined }
  | { type: 'renew'; data?: undefined }
  | { type: 'consented'; data: boolean }
  | { type: 'forget'; data?: undefined }
  | { type: 'tell'; data: Frame }

const MARK = { ns: 'qiantai', v: 1 }

type Letter = { ns?: unknown; v?: unknown; type?: unknown; data?: unknown }

export type Bridge<Out> = { post: (letter: Out) => void; close: () => void }

/**
 * Exchanges letters with one window of one origin. Whatever comes from another window or origin, or is no letter of
 * ours, is not seen; what is posted never reaches another origin.
 */
export function createBridge<Out extends ToPanel | ToPage, In extends ToPanel | ToPage>(
  peer: () => Window | null,
  origin: string,
  heard: (letter: In) => void,
): Bridge<Out> {
  const listen = (event: MessageEvent) => {
    const from = peer()
    if (!from || event.source !== from || event.origin !== origin) return
    const letter = event.data as Letter | null
    if (!letter || letter.ns !== MARK.ns || letter.v !== MARK.v || typeof letter.type !== 'string') return
    heard({ type: letter.type, data: letter.data } as In)
  }
  addEventListener('message', listen)
  return {
    post: (letter) => peer()?.postMessage({ ...MARK, ...letter }, origin),
    close: () => removeEventListener('message', listen),
  }
}
