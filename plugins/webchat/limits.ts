/** What one visitor may do, also told to clients in the configuration. Times in seconds, sizes in bytes. */
export const limits = {
  text: 5000,
  file: 20 * 1024 * 1024,
  files: 10,
  body: 64 * 1024,
  messagesPerMinute: 20,
  uploadsPerMinute: 20,
  visitorsPerMinute: 10,
  callsPerMinute: 120,
  sockets: 5,
  polls: 3,
  pollSeconds: 25,
  helloSeconds: 10,
  silenceSeconds: 70,
  /** What a slow reader may leave unread. */
  unreadBytes: 1024 * 1024,
}

/** What an admin may change for a site. Both in a minute, of all visitors together. */
export const defaults = { messages: 1200, newcomers: 60 }

/** Why the server ends a socket; docs/webchat-protocol.md says what a client does then. */
export const closing = {
  restart: 1012,
  badToken: 4001,
  replaced: 4002,
  blocked: 4003,
  slowDown: 4008,
} as const
