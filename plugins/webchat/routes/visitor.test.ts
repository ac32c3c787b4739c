import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { afterEach, test } from 'node:test'
import { openStage, type Stage } from '../testing/stage.ts'

let stage: Stage
afterEach(() => stage.stop())

const secret = 'a secret of the clinic'
const hashOf = (id: string) => createHmac('sha256', secret).update(id).digest('hex')

test('nobody is impersonated by a name, a number or a wrong hash', async () => {
  stage = await openStage({ identitySecret: secret })
  const bo = await stage.visitor()
  assert.equal((await bo.call('POST', 'profile', { id: 'anna', name: 'Anna' })).status, 204)
  const wrong = await bo.call('POST', 'profile', { id: 'anna', hash: hashOf('bo') })
  assert.deepEqual([wrong.status, wrong.body.code], [403, 'bad_signature'])
  assert.ok(stage.memory.profiles.every(({ profile }) => profile.proof === 'claimed'))
})

test('a member who signs in where another was signed in gets a visitor of their own', async () => {
  stage = await openStage({ identitySecret: secret })
  const shared = await stage.visitor({ agreed: false })
  assert.equal((await shared.call('POST', 'profile', { id: 'anna', hash: hashOf('anna') })).status, 204)
  const other = await shared.call('POST', 'profile', { id: 'bo', hash: hashOf('bo') })
  assert.deepEqual([other.status, other.body.code], [409, 'other_person'])
  assert.deepEqual(
    stage.memory.profiles.map(({ profile }) => profile.externalId),
    ['anna'],
  )
})

test('a visit arrives with what began it', async () => {
  stage = await openStage()
  const anna = await stage.visitor({ agreed: false })
  const visit = {
    uid: randomUUID(),
    landing: 'https://www.clinic.com/?bd_vid=1',
    referrer: 'https://www.baidu.com/',
  }
  const page = { uid: randomUUID(), url: 'https://www.clinic.com/', title: '激光祛斑', dwell: 3 }
  assert.equal((await anna.call('POST', 'pages', { visit, page })).status, 204)
  assert.deepEqual(stage.memory.visits, [{ who: anna.visitor, visit: { ...visit, page, userAgent: 'node' } }])
})
