/** The wire of `/live`: one JSON object a frame. Shared with the browser. */

export type ClientFrame =
  | { t: 'hello'; ticket: string }
  /** Replaces everything this tab follows. `page` numbers the follows of a tab; `cursor` is where its page was read. */
  | { t: 'follow'; page: number; topics: string[]; cursor?: string }
  | { t: 'whisper'; topic: string; data: ClientWhisper }
  | { t: 'ping' }

/** What an agent's screen may say to the others on a topic. `ask` wants the others to say `here` too. */
export type ClientWhisper =
  { kind: 'typing'; on: boolean; mode: 'reply' | 'note' } | { kind: 'here'; on: boolean; ask?: boolean }

export type ServerFrame =
  | { t: 'hello'; session: number }
  /** The answer to `follow`: pushes from here on belong to this page. `refused` are topics the agent may not see. */
  | { t: 'following'; page: number; refused: string[] }
  | { t: 'push'; topic: string; cursor: string; html?: string; data?: object }
  /** Everything up to `cursor` has been told; what comes now is live. */
  | { t: 'ready'; page: number; cursor: string }
  /** The log cannot bring this page up to date: read it anew. */
  | { t: 'reset' }
  /** The agent may no longer see this topic, which is not followed any more. */
  | { t: 'gone'; topic: string }
  | { t: 'whisper'; topic: string; data: object }
  | { t: 'pong'; cursor?: string }

/** Why a socket was closed. 1012 and 1013 are the protocol's own: come back, and come back later. */
export const closing = {
  broken: 1011,
  policy: 1008,
  restart: 1012,
  overload: 1013,
  /** The session has ended or what it may do has changed: sign in, or fetch the page again. */
  session: 4001,
} as const
