import assert from 'node:assert/strict'
import { it } from 'node:test'
import { pino } from 'pino'
import { eachDatabase } from '../../../test/support/databases.ts'
import { until } from '../../../test/support/until.ts'
import { createWhispers } from './whispers.ts'

eachDatabase('Whispers', ({ open }) => {
  it('are heard in the order in which they were sent, however fast', async (t) => {
    const whispers = createWhispers(await open(), pino({ level: 'silent' }))
    const heard: unknown[] = []
    whispers.on((_topic, { turn }) => heard.push(turn))
    await whispers.start()
    t.after(() => whispers.stop())
    const all = Array.from({ length: 100 }, (_, turn) => turn)
    for (const turn of all) whispers.send('conversation:1', { turn })
    await until('all are heard', () => heard.length === all.length)
    assert.deepEqual(heard, all)
  })
})
