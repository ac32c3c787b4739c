import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createClient } from '../../../../test/support/client.ts'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { createClock, password, staff, testApp } from '../../../testing/index.ts'
import { hoursOf } from '../opening.ts'
import { saveClinic } from '../service.ts'
import { calendarAlerts } from './alerts.ts'
import { importDays } from './importing.ts'
import { readDays } from './list.ts'

const path = '/admin/holidays'
const list = '2027-02-05 ~ 2027-02-11 放假 春节\n2027-02-20 上班 春节\nnext week we are closed'

eachDatabase('The calendar of holidays', ({ create }) => {
  const start = async (clock = createClock()) => {
    const test = await testApp({ database: (await create()).options, clock })
    const lin = createClient(test.server)
    await lin.signIn(staff.lin.email, password)
    const openOn = async (day: string) => (await hoursOf(test.app)).isOpen(new Date(`${day}T12:00+08:00`))
    return { ...test, lin, openOn }
  }

  it('is changed day by day, and what the house knows can be set aside and brought back', async () => {
    const { lin, openOn, stop } = await start()
    assert.match((await lin.get(`${path}?year=2026`)).body, /title="春节 · 放假"/)
    assert.deepEqual([await openOn('2026-02-17'), await openOn('2026-03-09')], [false, true])
    assert.equal((await lin.post(`${path}/days/removal`, { date: '2026-02-17' })).status, 303)
    await lin.post(`${path}/days`, { date: '2026-03-08', to: '2026-03-09', kind: 'holiday', name: '店庆' })
    assert.deepEqual([await openOn('2026-02-17'), await openOn('2026-03-09')], [true, false])
    await lin.post(`${path}/days/return`, { date: '2026-02-17' })
    await lin.post(`${path}/days/removal`, { date: '2026-03-09' })
    assert.deepEqual([await openOn('2026-02-17'), await openOn('2026-03-09')], [false, true])
    const wrong = { date: '2026-03-08', to: '2026-03-01', kind: 'holiday', name: '店庆' }
    assert.equal((await lin.post(`${path}/days`, wrong)).status, 422)
    await stop()
  })

  it('takes a list over once it has been looked at, but for what nobody understands', async () => {
    const { lin, openOn, stop, app } = await start()
    const looked = await lin.post(`${path}/list`, { text: list })
    assert.match(looked.body, /next week we are closed/)
    assert.deepEqual([await openOn('2027-02-08'), (await app.db('calendar_day')).length], [true, 0])
    const taken = await lin.post(`${path}/list/confirmation`, { text: list })
    assert.deepEqual([taken.status, taken.headers['location']], [303, `${path}?year=2027`])
    assert.deepEqual([await openOn('2027-02-08'), (await app.db('calendar_day')).length], [false, 8])
    assert.equal((await lin.post(`${path}/list/confirmation`, { text: list })).status, 422)
    await stop()
  })

  it('is asked for from November on, of who looks after the settings and lives by it', async () => {
    const { app, as, clock, stop } = await start(createClock('2026-10-31T04:00:00.000Z'))
    const [owner, agent] = [await as('lin'), await as('hao')]
    assert.deepEqual(await calendarAlerts(app, owner), [])
    clock.pass(24 * 60 * 60)
    assert.equal((await calendarAlerts(app, owner))[0]?.href, `${path}?year=2027`)
    assert.deepEqual(await calendarAlerts(app, agent), [])
    await saveClinic(app, { actor: 'setup' }, { timezone: 'Europe/Berlin' })
    assert.deepEqual(await calendarAlerts(app, owner), [])
    await saveClinic(app, { actor: 'setup' }, { timezone: 'Asia/Shanghai' })
    await importDays(app, { actor: 'setup' }, list)
    assert.deepEqual(await calendarAlerts(app, owner), [])
    await stop()
  })

  it('closes the clinic on holidays, or does what an admin chose', async () => {
    const { lin, openOn, stop } = await start()
    await lin.post(`${path}/hours`, { holidays: 'own', 'from.holiday': '10:00', 'until.holiday': '15:00' })
    assert.equal(await openOn('2026-02-17'), true)
    await lin.post(`${path}/hours`, { holidays: 'closed' })
    assert.equal(await openOn('2026-02-17'), false)
    assert.equal((await lin.post(`${path}/hours`, { holidays: 'own' })).status, 422)
    await stop()
  })
})

const days = (text: string) => readDays(text).days.map(({ date, kind, name }) => `${date} ${kind} ${name}`)

it('A list is read in both languages, line by line, and the last word on a date counts', () => {
  assert.deepEqual(days('2027-01-01 holiday New Year\r\n\r\n2027-01-02 休 元旦\n2027-01-01,班,元旦'), [
    '2027-01-01 workday 元旦',
    '2027-01-02 holiday 元旦',
  ])
  assert.deepEqual(readDays('2027-13-01 休 x\n2027-01-01 party x').faults, [
    { line: 1, text: '2027-13-01 休 x' },
    { line: 2, text: '2027-01-01 party x' },
  ])
})

it('A calendar file says whole days: the end is the day after, long lines go on in the next', () => {
  const event = (lines: string) => `BEGIN:VEVENT\r\n${lines}\r\nEND:VEVENT\r\n`
  const file = `BEGIN:VCALENDAR\r\n${event('DTSTART;VALUE=DATE:20270205\r\nDTEND;VALUE=DATE:20270207\r\nSUMMARY:春节\\, 第\r\n 一天')}${event('DTSTART;VALUE=DATE:20270220\r\nSUMMARY:春节 补班')}${event('SUMMARY:no date')}END:VCALENDAR`
  assert.deepEqual(days(file), [
    '2027-02-05 holiday 春节, 第一天',
    '2027-02-06 holiday 春节, 第一天',
    '2027-02-20 workday 春节 补班',
  ])
  assert.equal(readDays(file).faults.length, 1)
})
