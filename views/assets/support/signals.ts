/** What the parts of the desk tell each other, as events on the document. */

export type LivePush = { topic: string; data?: Record<string, unknown> }
export type LiveWhisper = { topic: string; data: Record<string, unknown> }
export type Opened = { id: number; name: string }

export type Signals = {
  /** The server says that something has changed. */
  push: LivePush
  whisper: LiveWhisper
  /** Something to say to the others who follow a topic. */
  say: LiveWhisper
  /** A conversation is on the screen. */
  opened: Opened
  /** What this page follows has changed. */
  follow: Record<string, never>
  /** The next or previous row is wanted. */
  step: { by: 1 | -1 }
  /** The agent may not see this topic any more. */
  gone: { topic: string }
  /** A text that could not be sent any more has been kept. */
  leftover: Record<string, never>
  connection: { up: boolean }
}

export function tell<K extends keyof Signals>(kind: K, detail: Signals[K]): void {
  document.dispatchEvent(new CustomEvent(`desk:${kind}`, { detail }))
}

/** Calls back on every signal of a kind. Returns what ends it. */
export function whenLive<K extends keyof Signals>(
  kind: K,
  listener: (detail: Signals[K]) => void,
): () => void {
  const listen = (event: Event) => event instanceof CustomEvent && listener(event.detail)
  document.addEventListener(`desk:${kind}`, listen)
  return () => document.removeEventListener(`desk:${kind}`, listen)
}
