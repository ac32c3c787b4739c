import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { afterEach, test } from 'node:test'
import { bitsFor, createCrowd, pressing } from './crowd.ts'
import { Client } from './testing/client.ts'
import { key, openStage, type Stage } from './testing/stage.ts'
import { issueToken, newVisitor } from './tokens.ts'

let stage: Stage
afterEach(() => stage.stop())

/** Attackers have as many addresses as they like: each comes with a token of its own. */
function stranger(): Client {
  const keys = {
    secret: (purpose: string) => createHash('sha256').update(purpose).digest(),
    now: () => stage.clock.now,
  }
  const client = new Client(stage.address, key)
  client.visitor = newVisitor()
  client.token = issueToken(keys, key, client.visitor)
  return client
}

function solve(challenge: string): string {
  const bits = Number(challenge.split('.')[0])
  for (let at = 0; ; at++) {
    const proof = `${challenge}.${at.toString(36)}`
    if (Math.clz32(createHash('sha256').update(proof).digest().readUInt32BE()) >= bits) return proof
  }
}

const say = (client: Client, proof?: string) =>
  client.call('POST', 'messages', { uid: randomUUID(), text: 'hi', proof })

async function attacked() {
  stage = await openStage({ newcomers: 30, consentRequired: false })
  const anna = stranger()
  await say(anna)
  stage.clock.now += 61_000
  const answers = await Promise.all(Array.from({ length: 40 }, () => say(stranger())))
  return { anna, answers }
}

test('of a flood of strangers some get through, the rest have work to do, and who is talking notices nothing', async () => {
  const { anna, answers } = await attacked()
  const statuses = answers.map(({ status }) => status)
  assert.deepEqual(
    [statuses.filter((each) => each === 201).length, statuses.filter((each) => each === 403).length],
    [30, 10],
  )
  assert.equal(answers.find(({ status }) => status === 403)?.body.code, 'proof_needed')
  assert.deepEqual([(await say(anna)).status, stage.memory.log.length], [201, 32])
  assert.deepEqual([stage.memory.checkups, stage.memory.values.get('flood')], [1, true])
})

test('a stranger who does the work writes, once and for all; nobody else can use it, and not later', async () => {
  await attacked()
  const [bo, thief, late] = [stranger(), stranger(), stranger()]
  const { challenge } = (await say(bo)).body
  const proof = solve(challenge)
  assert.equal((await say(thief, proof)).body.code, 'proof_needed')
  assert.equal((await say(bo, `${challenge}.wrong`)).body.code, 'proof_needed')
  assert.equal((await say(bo, proof)).status, 201)
  assert.equal((await say(bo)).status, 201)
  const stale = solve((await say(late)).body.challenge)
  stage.clock.now += 2 * 60_000
  await Promise.all(Array.from({ length: 31 }, () => say(stranger())))
  assert.equal((await say(late, stale)).body.code, 'proof_needed')
})

test('files and sockets ask for the same work', async () => {
  await attacked()
  const [bo, cy] = [stranger(), stranger()]
  const refused = await bo.upload('a.png', new Uint8Array([1]))
  assert.equal(refused.body.code, 'proof_needed')
  assert.equal((await bo.upload('a.png', new Uint8Array([1]), solve(refused.body.challenge))).status, 201)
  const line = await cy.connect()
  const uid = randomUUID()
  line.send({ t: 'send', uid, text: 'hi' })
  const { challenge } = await line.next('error')
  line.send({ t: 'send', uid, text: 'hi', proof: solve(challenge) })
  assert.equal((await line.next('ack')).uid, uid)
})

test('whoever was let in once is not looked up again, and nobody is where any number may come', async () => {
  stage = await openStage({ newcomers: 30, consentRequired: false })
  const anna = stranger()
  for (let said = 0; said < 3; said++) await say(anna)
  assert.equal(stage.memory.histories, 1)
  await stage.stop()
  stage = await openStage({ newcomers: 0, consentRequired: false })
  await say(stranger())
  assert.equal(stage.memory.histories, 0)
})

test('when the flood is over strangers write as ever', async () => {
  await attacked()
  stage.clock.now += 61_000
  assert.equal((await say(stranger())).status, 201)
})

test('all visitors of a site together say as much in a minute as its admin allows', async () => {
  stage = await openStage({ newcomers: 0, messages: 60, consentRequired: false })
  const answers = await Promise.all(Array.from({ length: 61 }, () => say(stranger())))
  assert.deepEqual(
    answers.flatMap(({ status, body }) => (status === 201 ? [] : [body.code])),
    ['slow_down'],
  )
})

test('the work grows with the flood, and without a flood or a limit there is none', async () => {
  stage = await openStage()
  assert.deepEqual(
    [30, 31, 60, 120, 3000, 1_000_000].map((rate) => bitsFor(rate, 30)),
    [0, 15, 16, 17, 20, 20],
  )
  assert.equal(bitsFor(1_000_000, 0), 0)
  const crowd = createCrowd()
  const seen = ['anna', 'bo', 'anna'].map((who, at) => pressing(crowd, who, at))
  assert.deepEqual([seen, pressing(crowd, 'cy', 61_000)], [[1, 2, 2], 1])
})
