/** What came of a call, as the agent says it afterwards. Labels: `calls.result.<result>`. */
export const results = [
  'booked',
  'interested',
  'undecided',
  'again',
  'aftercare',
  'complaint',
  'declined',
  'wrong',
  'other',
] as const
export type Result = (typeof results)[number]
