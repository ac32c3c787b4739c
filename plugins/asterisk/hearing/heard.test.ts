import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { VoiceEvent } from 'qiantai/plugin'
import { type Dict, dicts } from '../json.ts'
import { channel, comes, gone, leaves, pressed } from '../testing/events.ts'
import type { Floor } from './floor.ts'
import { recount } from './beside.ts'
import { heard, types } from './heard.ts'

const empty = (): Floor => ({ legs: new Map(), phones: new Map() })

/** What is told of these events, one after the other. */
function told(events: Dict[], floor = empty()): VoiceEvent[] {
  return events.flatMap((event) => heard(floor, event) ?? [])
}

/** What a real Asterisk 22.10 said, as it was taken down. */
async function recorded(name: string): Promise<Dict[]> {
  return dicts(JSON.parse(await readFile(join(import.meta.dirname, '../fixtures', `${name}.json`), 'utf8')))
}

describe('What a real exchange has said', () => {
  it('is a call with an agent, its keys, its holding, its recording and its end', async () => {
    const floor = { ...empty(), phones: new Map([['8001', true]]) }
    const all = told(await recorded('inbound'), floor)
    const leg = all[0]?.type === 'incoming' ? all[0].leg : assert.fail('nobody came')
    const agent = 'call-1.agent'
    const expected: VoiceEvent[] = [
      { type: 'incoming', leg, from: '13900139000', to: '02161234567' },
      { type: 'answered', leg },
      { type: 'ringing', leg: agent },
      { type: 'answered', leg: agent },
      { type: 'talking', leg: agent, on: true },
      { type: 'key', leg, key: '1' },
      { type: 'held', leg: agent, on: true },
      { type: 'held', leg: agent, on: false },
      { type: 'transfer', leg: agent, keys: '8002' },
      { type: 'ended', leg, cause: 'normal' },
      { type: 'ended', leg: agent, cause: 'normal', code: 16 },
    ]
    const rest = all.filter((event) => event.type !== 'recorded' && !(event.type === 'talking' && !event.on))
    assert.deepEqual(rest, expected)
    const [recording] = all.filter((event) => event.type === 'recorded')
    assert.equal(recording?.ok, true)
  })

  it('is why calls outside came to nothing, and nothing twice', async () => {
    assert.deepEqual(
      told(await recorded('outcomes')).filter(({ type }) => type === 'ended' || type === 'ringing'),
      [
        { type: 'ended', leg: 'call-2.0', cause: 'busy', code: 17 },
        { type: 'ended', leg: 'call-2.1', cause: 'absent', code: 19 },
        { type: 'ringing', leg: 'call-2.2' },
        { type: 'ended', leg: 'call-2.nobody', cause: 'unreachable' },
        { type: 'ended', leg: 'call-2.2', cause: 'no-answer', code: 19 },
      ],
    )
  })

  it('is a caller without a number, and a phone that dials by itself', async () => {
    const [came, left, dialled] = told(await recorded('others'))
    assert.deepEqual(came?.type === 'incoming' && [came.from, came.to], ['', '02161234567'])
    assert.equal(left?.type, 'ended')
    assert.deepEqual(dialled?.type === 'outgoing' && [dialled.phone, dialled.keys], ['8001', '8002'])
  })

  it('is a phone that registers, told once', async () => {
    const floor = empty()
    const events = await recorded('registration')
    assert.deepEqual(told([...events, ...events], floor), [{ type: 'phone', phone: '8001', online: true }])
    assert.deepEqual(recount(floor, ['8002']), [
      { type: 'phone', phone: '8001', online: false },
      { type: 'phone', phone: '8002', online: true },
    ])
  })
})

describe('Hearing', () => {
  it('tells nothing of spies, players and recorders of the exchange itself', () => {
    const own = ['Snoop/8001-1', 'Announcer/ARI-1', 'Recorder/ARI-1', 'Local/1@default-1']
    const events = own.flatMap((name) => [comes('1.1', { name }), gone('1.1')])
    assert.deepEqual(told([...events, comes('1.2~listen')]), [])
  })

  it('tells the end of what could not begin, and of what nobody was there to hear', () => {
    const missed = (what: string, id: string) => ({ type: 'ChannelUserevent', userevent: { what, id } })
    assert.deepEqual(
      told([
        missed('leg', 'a.agent'),
        missed('playback', 'a.words'),
        missed('recording', 'a.tape'),
        missed('recorded', 'b.tape'),
      ]),
      [
        { type: 'ended', leg: 'a.agent', cause: 'unreachable' },
        { type: 'played', playback: 'a.words', ok: false },
        { type: 'recorded', recording: 'a.tape', ok: false, seconds: 0 },
        { type: 'recorded', recording: 'b.tape', ok: true, seconds: 0 },
      ],
    )
  })

  it('believes no words of a caller', () => {
    const number = '"><script>'
    const name = `${'安'.repeat(200)}\0`
    const [event] = told([comes('1.1', { caller: { number, name } })])
    assert.deepEqual(event?.type === 'incoming' && [event.from, event.name?.length], ['', 80])
    assert.deepEqual(told([comes('1.1'), pressed('1.1', 'x'), pressed('1.1', '12')]).length, 1)
  })

  it('says once that a leg rings, is answered and ends, in whatever order and number it comes', () => {
    const of = (id: string) => channel(id, { name: `PJSIP/8001-${id}` })
    const events = ['a.agent', 'b.agent'].flatMap((id): Dict[] => [
      { type: 'Dial', peer: of(id), dialstatus: 'RINGING' },
      { type: 'Dial', peer: of(id), dialstatus: 'PROGRESS' },
      { type: 'ChannelStateChange', channel: { ...of(id), state: 'Up' } },
      { type: 'StasisEnd', channel: of(id) },
      { type: 'ChannelDestroyed', channel: of(id), cause: 16 },
    ])
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (chosen) => {
        const all = told([leaves('a.agent'), leaves('b.agent'), ...chosen])
        const said = all.map((event) => JSON.stringify(event))
        assert.equal(new Set(said).size, said.length)
        for (const leg of ['a.agent', 'b.agent']) {
          const kinds = all.flatMap((event) => ('leg' in event && event.leg === leg ? [event.type] : []))
          assert.ok(!kinds.includes('ended') || kinds.at(-1) === 'ended')
        }
      }),
    )
  })

  it('is not moved by what no exchange says', () => {
    const anything = fc.record(
      {
        type: fc.constantFrom(...types),
        channel: fc.oneof(fc.anything(), fc.constant(channel('1.1'))),
        args: fc.oneof(fc.anything(), fc.constant(['incoming'])),
        peer: fc.anything(),
        playback: fc.anything(),
        recording: fc.anything(),
        userevent: fc.anything(),
        device_state: fc.anything(),
        refer_to: fc.anything(),
        referred_by: fc.anything(),
        digit: fc.anything(),
        cause: fc.anything(),
      },
      { requiredKeys: ['type'] },
    )
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), (events) => {
        for (const event of told(events)) {
          assert.ok(!('leg' in event) || (event.leg !== '' && event.leg.length <= 1000))
          assert.ok(event.type !== 'ended' || event.code === undefined || Number.isFinite(event.code))
        }
      }),
    )
  })
})
