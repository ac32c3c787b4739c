/** Why a browser's way to the exchange was closed, besides what the protocol has codes for. Shared with the browser. */
export const closed = {
  /** The session has ended, or the viewer has no phone any more. */
  session: 4001,
  /** The same phone was opened on another device, which has it now. */
  elsewhere: 4002,
  /** The exchange does not answer, or hung up on us. */
  exchange: 4003,
} as const
