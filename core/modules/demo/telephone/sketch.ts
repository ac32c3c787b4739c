import type { PastCall } from '../../calls/index.ts'

/**
 * A call of the story: times in milliseconds after its beginning, people and lines by their place in the scripts. `recorded`:
 * so many seconds of it can be listened to. `dueAt`: milliseconds since 1970.
 */
export type Sketch = Pick<PastCall, 'direction' | 'purpose' | 'outcome' | 'endedBy'> &
  Pick<Partial<PastCall>, 'setupMs' | 'ringMs' | 'holdMs' | 'code' | 'quality' | 'result' | 'note'> & {
    line: number
    team: number
    agent?: number
    queued?: number
    answered?: number
    ended: number
    owed?: { dueAt?: number; note?: string }
    recorded?: number
  }

/** Who has to do with a call, and what it is about. */
export type About = { agent: number; team: number; line?: number; result?: string; note?: string }
