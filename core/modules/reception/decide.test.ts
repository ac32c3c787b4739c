import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { decide } from './decide.ts'
import { obstacles } from './decision.ts'
import type { Rule, Visitor } from './rule.ts'
import { groupDefaults, methods, receptionDefaults } from './settings.ts'
import { type Asking, type Staff, weightOf, type World } from './world.ts'

const visitor: Visitor = {
  personId: 1,
  channelId: 1,
  kind: 'site',
  sources: ['search-paid', 'baidu'],
  page: '/qb',
  keyword: '祛斑价格',
  text: '你好',
  language: 'zh-CN',
  stage: 'lead',
  region: '',
  tags: ['VIP'],
}

const nobodyKnows = { holder: null, owner: null, last: null }

function asking(change: Partial<Asking> = {}): Asking {
  return { visitor, known: nobodyKnows, teamId: null, placed: null, waited: 0, passed: [], ...change }
}

function staff(agentId: number, change: Partial<Staff> = {}): Staff {
  return { agentId, load: 0, capacity: 4, idleSince: null, given: 0, share: 1, hindered: null, ...change }
}

function world(people: Staff[], change: Partial<World> = {}): World {
  return {
    settings: receptionDefaults,
    rules: [],
    groups: new Map(),
    channels: new Map(),
    staff: new Map(people.map((one) => [one.agentId, one])),
    moment: { open: true, byChannel: new Map(), day: 'mon', time: '10:00' },
    ...change,
  }
}

function rule(change: Partial<Rule>): Rule {
  const target = { to: 'group', teamId: 1 } as const
  return { id: 1, name: '规则', conditions: [], target, priority: 0, enabled: true, version: 1, ...change }
}

const group = (...members: number[]) => ({ ...groupDefaults, members })

describe('Who gets a customer', () => {
  it('is whoever knows them, in the order of the settings, if they can', () => {
    const here = world([staff(1), staff(2), staff(3, { hindered: 'break' })])
    const known = { holder: 3, owner: 2, last: 1 }
    const { explanation } = decide(here, asking({ known }))
    assert.deepEqual([explanation.step, explanation.agentId], ['owner', 2])
    assert.deepEqual(explanation.left, [{ agentId: 3, why: 'break' }])
    const other = { ...here, settings: { ...receptionDefaults, acquaintances: ['last' as const] } }
    assert.equal(decide(other, asking({ known })).explanation.agentId, 1)
  })

  it('is one of the group that a rule names, before that of the account', () => {
    const groups = new Map([
      [1, group(1)],
      [2, group(2)],
    ])
    const vip = rule({ conditions: [{ on: 'tag', is: ['vip'] }], priority: 1 })
    const here = world([staff(1), staff(2)], { groups, rules: [vip], channels: new Map([[1, 2]]) })
    const choice = decide(here, asking())
    assert.deepEqual([choice.explanation.agentId, choice.explanation.ruleId, choice.priority], [1, 1, 1])
    const plain = decide(here, asking({ visitor: { ...visitor, tags: [] } }))
    assert.deepEqual([plain.explanation.agentId, plain.explanation.step], [2, 'channel'])
  })

  it('is no seat of a partner where they wait for no group, unless that one knows them or is of the group', () => {
    const here = world([staff(1, { allotted: true })], { groups: new Map([[1, group(1)]]) })
    const gets = (change: Partial<Asking>) => decide(here, asking(change)).explanation.agentId
    assert.equal(gets({}), null)
    assert.equal(gets({ known: { ...nobodyKnows, owner: 1 } }), 1)
    assert.equal(gets({ teamId: 1 }), 1)
  })

  it('is nobody of another group than the one people put them into, whoever knows them', () => {
    const here = world([staff(1), staff(2)], { groups: new Map([[1, group(2)]]) })
    const { explanation } = decide(here, asking({ teamId: 1, known: { ...nobodyKnows, owner: 1 } }))
    assert.deepEqual([explanation.agentId, explanation.step], [2, 'group'])
    assert.deepEqual(explanation.left, [{ agentId: 1, why: 'outside' }])
  })

  it('is somebody of the next group when they have waited long enough', () => {
    const groups = new Map([
      [1, { ...group(1), overflow: { after: 60, teamId: 2 } }],
      [2, { ...group(2), overflow: { after: 90, teamId: 1 } }],
    ])
    const here = world([staff(1, { hindered: 'away' }), staff(2)], { groups })
    const chosen = (waited: number) => decide(here, asking({ teamId: 1, waited })).explanation
    assert.equal(chosen(59).agentId, null)
    assert.deepEqual([chosen(60).agentId, chosen(60).step, chosen(60).teamId], [2, 'overflow', 2])
  })

  it('is nobody where a bot speaks with them, and anybody where a rule only says something', () => {
    const here = (target: Rule['target']) => world([staff(1)], { rules: [rule({ target })] })
    assert.equal(decide(here({ to: 'bot' }), asking()).explanation.agentId, null)
    const said = decide(here({ to: 'message', text: '请稍候' }), asking())
    assert.deepEqual([said.message, said.explanation.agentId], ['请稍候', 1])
  })

  it('is the least busy, the most rested, or whoever has had the least of their share', () => {
    const people = [
      staff(1, { load: 1, capacity: 2, given: 1, idleSince: '2026-01-01T08:00:00.000Z' }),
      staff(2, { load: 3, capacity: 10, given: 4, idleSince: '2026-01-01T09:00:00.000Z' }),
      staff(3, { load: 2, capacity: 4, given: 5, share: 10, idleSince: '2026-01-01T10:00:00.000Z' }),
    ]
    const by = methods.map((method) => {
      const here = world(people, { settings: { ...receptionDefaults, method } })
      return [method, decide(here, asking()).explanation.agentId]
    })
    assert.deepEqual(Object.fromEntries(by), { 'least-busy': 2, 'longest-idle': 1, weighted: 3 })
  })

  it('is never somebody who cannot, and always somebody where one can; of everybody it is said why', () => {
    fc.assert(
      fc.property(houses, (house) => {
        const { explanation } = decide(house.world, house.asking)
        const { agentId, candidates, left } = explanation
        const members = house.world.groups.get(1)?.members ?? []
        const able = members.filter((id) => isAble(house, id))
        assert.equal(agentId !== null, able.length > 0)
        assert.deepEqual(candidates.map((one) => one.agentId).toSorted(), able.toSorted())
        if (agentId !== null) assert.ok(able.includes(agentId))
        const told = [...candidates, ...left].map((one) => one.agentId)
        assert.deepEqual(told.toSorted(), members.toSorted())
      }),
    )
  })
})

type House = { world: World; asking: Asking }

function isAble({ world: house, asking: { passed } }: House, id: number): boolean {
  const one = house.staff.get(id)
  if (!one || one.hindered !== null || passed.includes(id)) return false
  return one.load + weightOf(house, visitor, one.capacity) <= one.capacity
}

const houses: fc.Arbitrary<House> = fc
  .record({
    people: fc.array(
      fc.record({
        load: fc.integer({ min: 0, max: 5 }),
        capacity: fc.integer({ min: 1, max: 5 }),
        given: fc.nat(9),
        share: fc.integer({ min: 1, max: 9 }),
        idleSince: fc.option(fc.constantFrom('2026-01-01T08:00:00.000Z', '2026-01-01T09:00:00.000Z')),
        hindered: fc.option(fc.constantFrom(...obstacles), { freq: 2 }),
      }),
      { maxLength: 8 },
    ),
    weight: fc.constantFrom(0.5, 1, 2, 9),
    method: fc.constantFrom(...methods),
    passed: fc.array(fc.nat(8), { maxLength: 3 }),
  })
  .map(({ people, weight, method, passed }) => {
    const all = people.map((one, index) => staff(index + 1, one))
    const settings = { ...receptionDefaults, method, weights: { site: weight } }
    const groups = new Map([[1, group(...all.map(({ agentId }) => agentId))]])
    return { world: world(all, { settings, groups }), asking: asking({ teamId: 1, passed }) }
  })
