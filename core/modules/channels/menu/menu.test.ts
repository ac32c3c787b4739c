import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { MenuItem, MenuLimits } from '../../../plugin/index.ts'
import { deedOf, done } from './deeds.ts'
import { draftOf, fieldsOf, menuOf, readDraft } from './draft.ts'
import { menuFaults } from './limits.ts'

const limits: MenuLimits = {
  types: ['say', 'link', 'app', 'group'],
  items: 3,
  children: 2,
  name: 16,
  childName: 60,
}
const prices: MenuItem = { name: '项目价格', type: 'say', key: '价格' }
const booking: MenuItem = { name: '预约', type: 'link', url: 'https://clinic.test/book' }
const visit: MenuItem = { name: '到院', type: 'group', items: [booking, prices] }
const menu = [visit, prices]

const names = (draft: { name: string }[]) => draft.map(({ name }) => name)

describe('The menu in the editor', () => {
  const draft = draftOf(menu)
  const does = (button: string) => done(draft, deedOf(button), limits)

  it('goes through its form and comes back as it was', () => {
    assert.deepEqual(menuOf(readDraft(fieldsOf(draft))), menu)
  })

  it('takes only fields that it knows', () => {
    const posted = { 'item.0.name': ' 价格 ', 'item.0.type': 'evil', 'item.__proto__.name': 'x', crumb: 'c' }
    assert.deepEqual(names(readDraft(posted)), ['价格'])
    assert.equal(readDraft(posted)[0]?.type, 'say')
  })

  it('adds entries as long as the provider has room', () => {
    const { draft: grown, focus } = does('add')
    assert.deepEqual([grown.length, focus], [3, 'item.2.name'])
    assert.equal(done(grown, deedOf('add'), limits).draft.length, 3)
    assert.equal(does('add:0').draft[0]?.items.length, 2)
  })

  it('moves entries among their own, with the keyboard going along', () => {
    assert.deepEqual(names(does('down:0').draft), ['项目价格', '到院'])
    const inner = does('up:0.1')
    assert.deepEqual(names(inner.draft[0]?.items ?? []), ['项目价格', '预约'])
    assert.equal(inner.focus, 'up:0.0')
    assert.deepEqual(does('up:0').draft, draft)
  })

  it('removes an entry and names what was removed; nonsense changes nothing', () => {
    const { draft: rest, removed } = does('remove:0')
    assert.deepEqual([names(rest), removed], [['项目价格'], '到院'])
    for (const button of ['remove:7', 'up:a', 'fly:0', 'remove:1.0', ''])
      assert.deepEqual(does(button).draft, draft)
  })
})

describe('The limits of a menu', () => {
  const faultsOf = (items: MenuItem[]) =>
    [...menuFaults(draftOf(items), limits)].map(([field, { key }]) => [field, key])

  it('let a good menu pass', () => assert.deepEqual(faultsOf(menu), []))

  it('count bytes and not letters', () => {
    assert.deepEqual(faultsOf([{ ...prices, name: '一二三四五' }]), [])
    assert.deepEqual(faultsOf([{ ...prices, name: '一二三四五六' }]), [['item.0.name', 'menu.fault.long']])
    const child = { ...prices, name: '一二三四五六' }
    assert.deepEqual(faultsOf([{ ...visit, items: [child] }]), [])
  })

  it('name each field that is missing or wrong', () => {
    const wrong: MenuItem[] = [
      { name: '', type: 'say', key: '' },
      { name: '预约', type: 'link', url: 'javascript:alert(1)' },
      { name: '到院', type: 'group', items: [] },
    ]
    assert.deepEqual(faultsOf(wrong), [
      ['item.0.name', 'errors.fault.required'],
      ['item.0.key', 'errors.fault.required'],
      ['item.1.url', 'errors.fault.address'],
      ['item.2.type', 'menu.fault.empty-group'],
    ])
  })
})
