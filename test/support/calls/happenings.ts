import fc from 'fast-check'
import type { CallAction } from '../../../core/modules/calls/engine/index.ts'
import type { EndCause } from '../../../core/plugin/index.ts'
import { eyes, hao, mei, outside, yun } from './trial.ts'

/** Something that may happen next; `pick` chooses among what there is. */
export type Happening =
  | Plain
  /** Our process dies after so many of the next step's batches; on return the state is rebuilt. */
  | { is: 'crash'; after: number; next: Plain }
  /** Events are told late, after what happens next. */
  | { is: 'late'; next: Plain }

export type Plain =
  | { is: 'picked-up' | 'played' | 'timer' | 'again'; pick: number }
  | { is: 'ended'; pick: number; cause: EndCause }
  | { is: 'recorded'; ok: boolean; seconds: number }
  | { is: 'key'; key: string }
  | { is: 'offer'; agentId: number }
  /** `agentId` 0: whose call it is. */
  | { is: 'act'; agentId: number; action: CallAction }
  | { is: 'desk'; agentId: number; key: 'hold' | 'unhold' | '8004' | '9999' }
  | { is: 'speaks'; agentId: number }
  | { is: 'refused'; pick: number }
  | { is: 'phone'; agentId: number; there: boolean }
  | { is: 'busy'; agentId: number; busy: boolean }

const agents = fc.constantFrom(mei, hao, yun)
const pick = fc.nat(20)
const targets = fc.constantFrom(
  { agentId: mei },
  { agentId: yun },
  { agentId: hao },
  { teamId: eyes },
  { number: outside },
)

const actions: fc.Arbitrary<CallAction> = fc.oneof(
  fc.constantFrom<CallAction>(
    { do: 'accept' },
    { do: 'decline' },
    { do: 'hang-up' },
    { do: 'hold' },
    { do: 'resume' },
    { do: 'complete' },
    { do: 'conference' },
    { do: 'return' },
    { do: 'seize' },
    { do: 'reconnect' },
    { do: 'take-over' },
    { do: 'leave' },
    { do: 'drop', leg: '' },
    { do: 'press', keys: '1#' },
    { do: 'supervise', mode: 'listen' },
    { do: 'supervise', mode: 'whisper' },
    { do: 'supervise', mode: 'join' },
  ),
  fc.boolean().map((on): CallAction => ({ do: 'mute', on })),
  fc.boolean().map((on): CallAction => ({ do: 'pause-recording', on })),
  targets.map((to): CallAction => ({ do: 'consult', to })),
  targets.map((to): CallAction => ({ do: 'transfer', to })),
)

const plain: fc.Arbitrary<Plain> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ is: fc.constant('picked-up' as const), pick }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('played' as const), pick }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('timer' as const), pick }) },
  fc.record({ is: fc.constant('again' as const), pick: fc.nat(100) }),
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('ended' as const),
      pick,
      cause: fc.constantFrom<EndCause>('normal', 'busy', 'no-answer', 'rejected', 'unreachable', 'failed'),
    }),
  },
  fc.record({ is: fc.constant('recorded' as const), ok: fc.boolean(), seconds: fc.nat(9) }),
  fc.record({ is: fc.constant('key' as const), key: fc.constantFrom('1', '2', '3', '4', '5', '9') }),
  { weight: 3, arbitrary: fc.record({ is: fc.constant('offer' as const), agentId: agents }) },
  { weight: 8, arbitrary: fc.record({ is: fc.constant('act' as const), agentId: agents, action: actions }) },
  {
    weight: 8,
    arbitrary: fc.record({ is: fc.constant('act' as const), agentId: fc.constant(0), action: actions }),
  },
  fc.record({
    is: fc.constant('desk' as const),
    agentId: agents,
    key: fc.constantFrom('hold', 'unhold', '8004', '9999'),
  }),
  fc.record({ is: fc.constant('speaks' as const), agentId: agents }),
  fc.record({ is: fc.constant('refused' as const), pick }),
  fc.record({ is: fc.constant('phone' as const), agentId: agents, there: fc.boolean() }),
  fc.record({ is: fc.constant('busy' as const), agentId: agents, busy: fc.boolean() }),
)

/** Whatever may happen to a call. */
export const happenings: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 10, arbitrary: plain },
  plain.map((next): Happening => ({ is: 'late', next })),
  fc.record({ is: fc.constant('crash' as const), after: fc.nat(5), next: plain }),
)
