import fc from 'fast-check'
import type { Flow, QueueSettings, Step } from '../../../core/modules/lines/index.ts'
import { annaNumber, eyes, hao, house, type House, mei, outside, queue, skin, yun } from './trial.ts'

export type Setting = { begins: 'in' | 'out' | 'robot'; from: string; house: House }

const steps: fc.Arbitrary<Step> = fc.constantFrom<Step>(
  { to: 'menu', menu: 'first' },
  { to: 'menu', menu: 'gone' },
  { to: 'queue', teamId: skin },
  { to: 'queue', teamId: skin },
  { to: 'queue', teamId: eyes },
  { to: 'voicemail', teamId: skin },
  { to: 'callback', teamId: null },
  { to: 'number', number: outside },
  { to: 'end' },
  { to: 'end', say: { house: 'goodbye' } },
)

const flows: fc.Arbitrary<Flow> = fc
  .record({
    start: steps,
    closed: steps,
    otherwise: steps,
    keys: fc.array(steps, { maxLength: 5 }),
    notice: fc.boolean(),
    greeting: fc.boolean(),
  })
  .map(({ start, closed, otherwise, keys, notice, greeting }) => ({
    ...(greeting && { greeting: { house: 'greeting' } }),
    ...(notice && { notice: { house: 'notice' } }),
    hours: 'clinic',
    start,
    closed,
    menus: {
      first: {
        name: 'first',
        prompt: { house: 'menu' },
        keys: keys.map((step, at) => ({ key: String(at + 1), label: '', step })),
        seconds: 5,
        tries: 2,
        otherwise,
      },
    },
  }))

const queues: fc.Arbitrary<QueueSettings> = fc
  .record({ overflow: steps, mostWaiting: fc.constantFrom(0, 0, 3) })
  .map((changes) => ({ ...queue, ...changes }))

const phone = (agentId: number) =>
  fc.record({ auto: fc.boolean(), isParked: fc.boolean() }).map(({ auto, isParked }) => ({
    phone: `800${agentId}`,
    auto,
    ...(isParked && { parked: `nail-${agentId}` }),
  }))

/** Lines, queues and phones as a clinic may have set them up. */
export const settings: fc.Arbitrary<Setting> = fc
  .record({
    begins: fc.constantFrom('in' as const, 'in' as const, 'out' as const, 'robot' as const),
    from: fc.constantFrom(annaNumber, annaNumber, ''),
    flow: fc.option(flows, { nil: undefined, freq: 20 }),
    queue: queues,
    isOpen: fc.constantFrom(true, true, false),
    waiting: fc.nat(4),
    phones: fc.tuple(phone(mei), phone(hao), phone(yun)),
    next: fc.constantFrom(yun, undefined),
  })
  .map(({ begins, from, phones: [first, second, third], ...changes }) => ({
    begins,
    from,
    house: house({
      ...changes,
      phones: new Map([
        [mei, first],
        [hao, second],
        [yun, third],
      ]),
    }),
  }))
