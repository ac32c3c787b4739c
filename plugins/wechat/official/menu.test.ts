import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { MenuItem } from 'qiantai/plugin'
import type { Tree } from '../tree.ts'
import { buttonOf, itemsOf } from './menu.ts'

const items: MenuItem[] = [
  { name: '预约', type: 'say', key: '我要预约' },
  { name: '到院', type: 'group', items: [{ name: '地图', type: 'link', url: 'https://example.com/' }] },
  { name: '商城', type: 'app', app: 'wxmini', page: 'pages/a', url: 'https://example.com/' },
]

it('a menu is written in the words of the platform', () => {
  assert.deepEqual(items.map(buttonOf), [
    { name: '预约', type: 'click', key: '我要预约' },
    { name: '到院', sub_button: [{ name: '地图', type: 'view', url: 'https://example.com/' }] },
    { name: '商城', type: 'miniprogram', appid: 'wxmini', pagepath: 'pages/a', url: 'https://example.com/' },
  ])
})

it('a menu that was made elsewhere is read as far as we can write it', () => {
  const made: Tree[] = [
    { name: '扫码', type: 'scancode_push', key: 'scan', sub_button: [] },
    {
      name: '到院',
      sub_button: [
        { name: '照片', type: 'pic_weixin', key: 'p' },
        { name: '地图', type: 'view', url: 'https://example.com/' },
      ],
    },
  ]
  assert.deepEqual(itemsOf({ button: made }), [items[1]])
})
