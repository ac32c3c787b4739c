import type { Http } from '../shared/http.ts'
import type { Heard } from '../shared/link/carrier.ts'
import type { LinkState } from '../shared/link/link.ts'
import type { Config, Frame } from '../shared/wire.ts'

/** What stands behind the panel: the launcher on the page around it, or, on a page of its own, itself. */
export type Peer = {
  http: Http
  /** Resolves when it is known who the visitor is; without a network that may be never. */
  ready: Promise<unknown>
  token: () => string
  visitor: () => string
  /** Gets a good token after a bad one. */
  renew: () => Promise<void>
  tell: (frame: Frame) => void
  /** Consent was given, or taken back. */
  consented: (yes: boolean) => void
  /** Forgets who the visitor is. */
  forget: () => void
  /** Absent where there is nothing to close. */
  close?: () => void
}

/** What the panel is told. */
export type PeerEvents = {
  heard: (heard: Heard, loud: boolean) => void
  state: (state: LinkState) => void
  changed: () => void
  shown: (shown: { open: boolean; phone: boolean }) => void
  page: (page: { url: string; title: string }) => void
  restyled: (config: Config) => void
}
