import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { testApp } from '../../testing/index.ts'
import { unnamed } from './clinic.ts'
import { hoursOf, openingHours } from './opening.ts'

eachDatabase('Opening hours', ({ create }) => {
  it('are the group’s, else the channel’s, else the clinic’s, and know what an admin said of a day', async () => {
    const { app, stop } = await testApp({ database: (await create()).options })
    const { db } = app
    const until = (time: string) => ({ ...unnamed.hours.week, thu: [['09:00', time]] })
    const put = (scope: string, hours: object | null) =>
      db('reception_settings').insert({ scope, settings: JSON.stringify({ hours }) })
    await put('team:1', { week: until('22:00'), exceptions: {} })
    await put('team:2', null)
    await put('channel:1', { week: until('20:00'), exceptions: {} })
    const closes = async (scope: object, day = '2026-01-15') => {
      const { openSeconds } = await hoursOf(app, scope)
      return openSeconds(new Date(`${day}T00:00+08:00`), new Date(`${day}T24:00+08:00`)) / 3600 + 9
    }
    assert.equal(await closes({ teamId: 1, channelId: 1 }), 22)
    assert.equal(await closes({ teamId: 2, channelId: 1 }), 20)
    assert.equal(await closes({ teamId: 2 }), 18)
    assert.match((await openingHours(app, 'en', { channelId: 1 })).hours.join('; '), /Thu 09:00–20:00/)
    await db('calendar_day').insert({ date: '2026-01-22', kind: 'holiday', name: '年会' })
    assert.equal(await closes({ teamId: 1 }, '2026-01-22'), 9)
    await stop()
  })
})
