import type { EndCause } from 'qiantai/plugin'

/** Q.850, as carriers of China use it; what is not here is a failure. 0 comes with a BYE that gives no reason. */
const causes: Record<number, EndCause> = {
  0: 'normal',
  1: 'unallocated',
  2: 'unreachable',
  3: 'unreachable',
  16: 'normal',
  17: 'busy',
  18: 'absent',
  19: 'no-answer',
  20: 'absent',
  21: 'rejected',
  22: 'unallocated',
  26: 'normal',
  27: 'absent',
  28: 'unallocated',
  31: 'normal',
  32: 'normal',
  34: 'congestion',
  38: 'congestion',
  41: 'congestion',
  42: 'congestion',
  44: 'congestion',
  47: 'congestion',
  58: 'congestion',
}

/** SIP says more exactly what it was. */
const statuses: Record<number, EndCause> = {
  404: 'unallocated',
  410: 'unallocated',
  480: 'absent',
  484: 'unallocated',
  486: 'busy',
  600: 'busy',
  603: 'rejected',
  604: 'unallocated',
}

/**
 * Why a leg ended: by its Q.850 code and the status of SIP, 0 where there is none. `by`: it had been answered, or we
 * have hung up because its time was over, which looks as if it were switched off.
 */
export function causeOf(code: number, status: number, by?: 'answered' | 'us'): EndCause {
  const cause = causes[code] ?? 'failed'
  if (by === 'answered') return cause === 'congestion' ? cause : 'normal'
  return by === 'us' ? cause : (statuses[status] ?? cause)
}
