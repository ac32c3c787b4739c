import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { Client } from '../testing/client.ts'
import { key, openStage, type Stage } from '../testing/stage.ts'

let stage: Stage
afterEach(() => stage.stop())

test('a file goes in, and out to its visitor alone', async () => {
  stage = await openStage()
  const [anna, bo] = [await stage.visitor(), await stage.visitor()]
  const { status, body } = await anna.upload('../皮肤.png', new TextEncoder().encode('png'))
  assert.deepEqual([status, body.name], [201, '皮肤.png'])
  const path = `${stage.address}/p/webchat/files/${body.uid}?site=${key}`
  const bearer = (client: Client) => ({ headers: { authorization: `Bearer ${client.token}` } })
  assert.equal((await fetch(stage.address + body.url)).status, 200)
  assert.equal((await fetch(stage.address + body.thumbnail)).status, 200)
  assert.equal((await fetch(path, bearer(anna))).status, 200)
  assert.equal((await fetch(path, bearer(bo))).status, 404)
  assert.equal((await fetch(path)).status, 401)
  assert.equal((await fetch(stage.address + body.url.replace(anna.visitor, bo.visitor))).status, 403)
  stage.clock.now += 3 * 60 * 60 * 1000
  assert.equal((await fetch(stage.address + body.url)).status, 403)
})

test('a page among the files is saved, never shown', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const { body } = await anna.upload('a.html', new TextEncoder().encode('<script>alert(1)</script>'))
  const { headers } = await fetch(stage.address + body.url)
  assert.match(headers.get('content-disposition') ?? '', /^attachment/)
  assert.match(headers.get('content-security-policy') ?? '', /sandbox/)
})
