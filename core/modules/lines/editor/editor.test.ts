import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Invalid } from '../../../errors.ts'
import { defaultFlow } from '../default-flow.ts'
import type { Flow } from '../flow.ts'
import { checksOf } from './checks.ts'
import { done } from './deeds.ts'
import { draftOf, fieldsOf, newMenu, readDraft } from './draft.ts'
import { readFlow } from './reading.ts'

const known = { teamIds: [1, 2], soundIds: [7] }
const flow = defaultFlow(1)

/** The form of the flow that a clinic begins with, changed. */
function form(change: Record<string, string> = {}) {
  return { ...fieldsOf(draftOf('总机', flow)), ...change }
}

function read(change: Record<string, string> = {}): Flow {
  return readFlow(readDraft(form(change)), known).flow
}

/** The fields that are wrong, with why. */
function faults(change: Record<string, string>): Record<string, string> {
  try {
    read(change)
  } catch (error) {
    assert.ok(error instanceof Invalid)
    return Object.fromEntries(error.faults.map(({ field, message }) => [field, message]))
  }
  return {}
}

describe('The editor of a menu', () => {
  it('gives back what it was given', () => {
    assert.deepEqual(read(), flow)
    const sounds = { greeting: 'sound:7', notice: '', 'menus.0.prompt': 'sound:7' }
    const own = read(sounds)
    assert.deepEqual(
      [own.greeting, own.notice, own.menus['m1']?.prompt],
      [{ sound: 7 }, undefined, { sound: 7 }],
    )
  })

  it('reads every kind of step', () => {
    const path = 'menus.0.keys.0.step'
    const step = (change: Record<string, string>) =>
      read(Object.fromEntries(Object.entries(change).map(([name, value]) => [`${path}.${name}`, value])))
        .menus['m1']?.keys[0]?.step
    assert.deepEqual(step({ to: 'queue', teamId: '2' }), { to: 'queue', teamId: 2 })
    assert.deepEqual(step({ to: 'menu', menu: 'm1' }), { to: 'menu', menu: 'm1' })
    assert.deepEqual(step({ to: 'number', number: '138 0013 8000' }), {
      to: 'number',
      number: '+8613800138000',
    })
    assert.deepEqual(step({ to: 'callback', teamId: '' }), { to: 'callback', teamId: null })
    assert.deepEqual(step({ to: 'voicemail', teamId: '2', sound: 'house:voicemail' }), {
      to: 'voicemail',
      teamId: 2,
      prompt: { house: 'voicemail' },
    })
    assert.deepEqual(step({ to: 'end', sound: '' }), { to: 'end' })
  })

  it('makes the menu that a step asks for', () => {
    const draft = readDraft(form({ 'menus.0.keys.1.step.to': 'menu', 'menus.0.keys.1.step.menu': newMenu }))
    assert.equal(draft.menus[0]?.keys[1]?.step.menu, 'm2')
    assert.equal(draft.menus[1]?.id, 'm2')
  })

  it('says what is wrong, and where', () => {
    const { required, choice, number, invalid, long } = words
    assert.deepEqual(faults({ name: '' }), { name: required })
    assert.deepEqual(faults({ hours: 'sometimes' }), { hours: choice })
    assert.deepEqual(faults({ greeting: 'sound:8', notice: 'house:curse' }), {
      greeting: choice,
      notice: choice,
    })
    assert.deepEqual(faults({ 'start.to': 'menu', 'start.menu': 'm9' }), { 'start.menu': choice })
    assert.deepEqual(faults({ 'closed.to': 'queue', 'closed.teamId': '3' }), { 'closed.teamId': choice })
    assert.deepEqual(faults({ 'menus.0.seconds': '0', 'menus.0.tries': 'many' }), {
      'menus.0.seconds': number,
      'menus.0.tries': number,
    })
    assert.deepEqual(faults({ 'menus.0.keys.1.label': '啊'.repeat(31), 'menus.0.keys.2.key': '' }), {
      'menus.0.keys.1.label': long,
      'menus.0.keys.2.key': choice,
    })
    assert.deepEqual(faults({ 'menus.0.keys.2.key': '1' }), { 'menus.0.keys.2.key': 'lines.flow.key-twice' })
    const bare = readDraft(form({ 'start.to': 'menu', 'closed.to': 'queue', 'closed.teamId': '1' }))
    assert.throws(
      () => readFlow({ ...bare, menus: [] }, { teamIds: [], soundIds: [] }),
      (error) => error instanceof Invalid && error.faults.length === 2,
    )
    for (const number of ['', '+447911123456', '9001234', 'sip:x@evil', '110'])
      assert.deepEqual(faults({ 'start.to': 'number', 'start.number': number }), {
        'start.number': number ? invalid : required,
      })
  })

  it('is not impressed by fields that nobody asked for', () => {
    const hostile = {
      '__proto__.name': 'x',
      'menus.0.__proto__.key': 'x',
      'menus.999.name': 'far away',
      'menus.0.keys.constructor.key': '1',
      'start.to.toString': 'x',
      'menus.-1.id': 'm5',
    }
    assert.deepEqual(readDraft(form(hostile)), readDraft(form()))
    assert.deepEqual(faults({ 'menus.1.id': 'm1', 'menus.1.name': '二' })['menus.1'], words.invalid)
    assert.ok(faults({ 'menus.0.id': '__proto__' })['menus.0.id'])
  })

  it('adds and removes, and steps that led there lead nowhere', () => {
    const draft = readDraft(form())
    assert.equal(done(draft, 'add').draft.menus.length, 2)
    const keys = done(draft, 'add-key:0').draft.menus[0]?.keys
    assert.deepEqual([keys?.length, keys?.at(-1)?.key], [4, '3'])
    assert.deepEqual(
      done(draft, 'remove-key:0.1').draft.menus[0]?.keys.map(({ key }) => key),
      ['1', '0'],
    )
    const removed = done(draft, 'remove:0')
    assert.deepEqual([removed.removed, removed.draft.start.menu], [{ menu: '主菜单' }, ''])
    for (const nonsense of ['remove:9', 'remove-key:0.9', 'add-key:-1', 'drop', 'remove:x'])
      assert.equal(done(draft, nonsense).draft, draft, nonsense)
  })
})

describe('What callers would notice', () => {
  const house = {
    teams: [{ id: 1, name: '皮肤', members: 2, reachable: 1 }],
    hasHours: true,
    hasOwnPrompt: false,
  }
  const found = (of: Flow, change: Partial<typeof house> = {}) =>
    checksOf(of, { ...house, ...change }).map(({ text, values }) =>
      [text, ...Object.values(values ?? {})].join(' '),
    )

  it('is nothing in the flow that a clinic begins with', () => {
    assert.deepEqual(found(flow), [])
  })

  it('is a team that nobody answers for', () => {
    const team = { id: 1, name: '皮肤', members: 0, reachable: 0 }
    assert.deepEqual(found(flow, { teams: [team] }), ['team-empty 皮肤'])
    assert.deepEqual(found(flow, { teams: [{ ...team, members: 3 }] }), ['team-silent 皮肤'])
    assert.deepEqual(found(flow, { teams: [] }), ['team-gone'])
  })

  it('is a menu that nobody reaches, has no keys, or never ends', () => {
    const menu = flow.menus['m1']
    assert.ok(menu)
    const m2 = { ...menu, name: '医生', keys: [] }
    assert.deepEqual(found({ ...flow, menus: { m1: menu, m2 } }), ['unreached 医生'])
    const fewer = { ...flow, menus: { m1: { ...menu, keys: menu.keys.slice(1) } } }
    assert.deepEqual(found(fewer), ['other-keys 主菜单'])
    assert.deepEqual(found(fewer, { hasOwnPrompt: true }), [])
    const led = { ...flow, closed: { to: 'menu' as const, menu: 'm2' }, menus: { m1: menu, m2 } }
    assert.deepEqual(found(led), ['no-keys 医生'])
    const back = { ...m2, otherwise: { to: 'menu' as const, menu: 'm2' } }
    assert.deepEqual(found({ ...led, menus: { m1: menu, m2: back } }), ['endless 医生'])
  })

  it('is that nothing is recorded, and that it is always closed', () => {
    const { notice: _, ...silent } = flow
    assert.deepEqual(found(silent, { hasHours: false }), ['no-hours', 'no-notice'])
    assert.deepEqual(found({ ...flow, hours: 'always' }, { hasHours: false }), [])
  })
})

const words = {
  required: 'errors.fault.required',
  choice: 'errors.fault.choice',
  number: 'errors.fault.number',
  invalid: 'errors.fault.invalid',
  long: 'errors.fault.long',
}
