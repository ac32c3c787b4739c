import assert from 'node:assert/strict'
import { it } from 'node:test'
import { until } from '../support/until.ts'
import { staff, useStage } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

await describeTelephone('Phones of staff at a real Asterisk', () => {
  const stage = useStage()

  it('knows which phones are there, and forgets one that is gone', async () => {
    assert.deepEqual((await stage.voice.snapshot()).phones.sort(), ['8001', '8001-web', '8002'])
    await stage.mei.register(0)
    await stage.house.hears('phone', (event) => event.phone === '8002' && !event.online)
    await stage.mei.register()
    await stage.house.hears('phone', (event) => event.phone === '8002' && event.online)
    await stage.voice.phones(staff.filter(({ name }) => name !== '8002'))
    await assert.rejects(stage.mei.register())
    await stage.voice.phones(staff)
    await stage.mei.register()
    await until('all are there', async () => (await stage.voice.snapshot()).phones.length === 3)
  })

  it('says how the exchange is: its version, the line, and how many phones are there', async () => {
    const health = (await stage.line.health?.()) ?? []
    const said = Object.fromEntries(health.map(({ text, values }) => [text, values]))
    assert.match(String(said['asterisk:health.connected']?.['version']), /^22\./)
    assert.deepEqual(said['asterisk:health.phones'], { online: 3, count: 3 })
    assert.equal('asterisk:health.modules' in said, false)
  })
})
