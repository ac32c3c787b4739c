import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readAccount } from '../account.ts'
import { byId, commentOf, postOf } from './comment.ts'
import { dict, readJson } from '../json.ts'

const account = readAccount({ uid: '1' })
const comment = dict(
  readJson(`{"created_at":"Wed Jun 01 00:50:25 +0800 2011","id":12438492184012345678,"text":"好评","source":"<a>微博</a>",
    "user":{"id":1404376560,"screen_name":"zaku"},
    "status":{"id":11142488790012345678,"text":"${'今天'.repeat(40)}","user":{"id":1}}}`),
)

describe('A comment', () => {
  it('is a public message below its post, with every digit of its ids', () => {
    assert.deepEqual(commentOf(comment, account), {
      id: '12438492184012345678',
      uid: '1404376560',
      name: 'zaku',
      incoming: {
        who: 'public:1404376560',
        externalId: 'comment:12438492184012345678:11142488790012345678',
        text: '好评',
        public: { url: 'https://m.weibo.cn/status/11142488790012345678', title: '今天'.repeat(30) },
        doing: 'comment',
        at: Date.UTC(2011, 4, 31, 16, 50, 25),
      },
    })
  })

  it('is nothing where its post or its author is gone', () => {
    for (const gone of ['status', 'user', 'id'])
      assert.equal(commentOf({ ...comment, [gone]: undefined }, account), undefined)
  })
})

it('A post that names us is answered as a mention', () => {
  const { incoming } = postOf(dict(comment['status']), account) ?? assert.fail()
  assert.deepEqual([incoming.doing, incoming.externalId], ['mention', 'status:11142488790012345678'])
})

it('Ids are ordered as the numbers that they are', () => {
  const ids = ['9', '10', '9007199254740993', '9007199254740992'].map((id) => ({ id }))
  assert.deepEqual(
    ids.toSorted(byId).map(({ id }) => id),
    ['9', '10', '9007199254740992', '9007199254740993'],
  )
})
