import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { MenuItem } from 'qiantai/plugin'
import { buttonOf, itemsIn } from './menu.ts'

const menu: MenuItem[] = [
  { name: '预约', type: 'say', key: '预约面诊' },
  {
    name: '项目',
    type: 'group',
    items: [
      { name: '价格', type: 'link', url: 'https://clinic.test/price' },
      { name: '医生', type: 'say', key: '医生介绍' },
    ],
  },
]

it('A menu is written as Weibo has it', () => {
  assert.deepEqual(menu.map(buttonOf), [
    { name: '预约', type: 'click', key: '预约面诊' },
    {
      name: '项目',
      sub_button: [
        { name: '价格', type: 'view', url: 'https://clinic.test/price' },
        { name: '医生', type: 'click', key: '医生介绍' },
      ],
    },
  ])
})

it('A menu that was written is read the same', () => {
  assert.deepEqual(itemsIn({ button: menu.map(buttonOf) }), menu)
})

it('What is no button of ours is left out of a menu', () => {
  assert.deepEqual(
    itemsIn({ button: [{ name: '定位', type: 'location' }, 7, { name: '空', sub_button: [] }] }),
    [],
  )
  assert.deepEqual(itemsIn({}), [])
})
