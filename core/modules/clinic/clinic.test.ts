import assert from 'node:assert/strict'
import { it } from 'node:test'
import { createClient } from '../../../test/support/client.ts'
import { eachDatabase } from '../../../test/support/databases.ts'
import { password, staff, testApp } from '../../testing/index.ts'
import { verifyAudit } from '../agents/index.ts'
import { unnamed } from './clinic.ts'
import { weekIn, withException } from './hours-form.ts'
import { logoOwner, saveLook } from './look.ts'
import { ownHoursIn, ownHoursView } from './own-hours.ts'
import { clinicOf } from './service.ts'

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const look = { name: 'Clinic', accent: '#9A4A78' }

eachDatabase('The clinic’s settings', ({ create }) => {
  const start = async () => testApp({ database: (await create()).options })

  it('are for who may manage them, and every change is written down', async () => {
    const { server, app, stop } = await start()
    const [lin, hao] = [createClient(server), createClient(server)]
    await lin.signIn(staff.lin.email, password)
    await hao.signIn(staff.hao.email, password)
    assert.equal((await hao.get('/admin/clinic')).status, 403)
    assert.equal((await hao.post('/admin/clinic/region', { locale: 'en' })).status, 403)
    assert.match((await lin.get('/admin/clinic')).body, /name="timezone"/)
    assert.equal((await lin.post('/admin/clinic/privacy', { text: 'Notice', icp: '沪ICP备1号' })).status, 303)
    assert.equal((await lin.post('/admin/clinic/privacy', { text: '' })).status, 422)
    const { privacy, icp } = await clinicOf(app.db)
    assert.equal(privacy.text, 'Notice')
    assert.match(privacy.version, /^[0-9a-f]{12}$/)
    assert.equal(icp, '沪ICP备1号')
    const deed = await app.db('audit').where({ action: 'clinic.edited' }).first()
    assert.deepEqual(JSON.parse(deed.detail), { fields: ['privacy', 'icp'] })
    assert.equal((await verifyAudit(app.db)).ok, true)
    await stop()
  })

  it('show the logo to everybody, and no other file', async () => {
    const { server, app, stop } = await start()
    await saveLook(app, { actor: 'agent:1' }, look, { name: 'logo.png', data: picture })
    const { logo, accent } = await clinicOf(app.db)
    const other = await app.files.put({ owner: 'agent:1', name: 'private.png', data: picture })
    const stranger = createClient(server)
    const shown = await stranger.get(`/brand/${logo}`)
    assert.equal(shown.status, 200)
    assert.match(String(shown.headers['cache-control']), /immutable/)
    assert.equal((await stranger.get(`/brand/${other.uid}`)).status, 404)
    assert.equal(accent, '#9a4a78')
    await saveLook(app, { actor: 'agent:1' }, { ...look, noLogo: 'on' })
    assert.equal(await app.db('file').where({ owner: logoOwner }).first(), undefined)
    await stop()
  })

  it('know holidays, one by one or a week of them', async () => {
    const { server, app, stop } = await start()
    const lin = createClient(server)
    await lin.signIn(staff.lin.email, password)
    await lin.post('/admin/clinic/exceptions', { date: '2026-02-16', to: '2026-02-22', closed: 'on' })
    assert.equal(Object.keys((await clinicOf(app.db)).hours.exceptions).length, 7)
    await lin.post('/admin/clinic/exceptions/removal', { date: '2026-02-22' })
    assert.equal(Object.keys((await clinicOf(app.db)).hours.exceptions).length, 6)
    const wrong = await lin.post('/admin/clinic/exceptions', {
      date: '2026-02-22',
      to: '2026-02-01',
      closed: 'on',
    })
    assert.equal(wrong.status, 422)
    await stop()
  })
})

it('A week of a form is what its switches and times say', () => {
  const week = weekIn({
    'open.mon': 'on',
    'from.mon': ['09:00', '13:30'],
    'until.mon': ['12:00', '00:00'],
    'from.tue': '09:00',
  })
  assert.deepEqual(week.mon, [
    ['09:00', '12:00'],
    ['13:30', '24:00'],
  ])
  assert.deepEqual(week.tue, [])
})

it('Times that overlap, lack an end or are none are refused, each day by itself', () => {
  const faults = (fields: object) => {
    try {
      weekIn({ ...fields })
    } catch (error) {
      return Object(error).faults
    }
  }
  const overlap = { 'open.mon': 'on', 'from.mon': ['09:00', '11:00'], 'until.mon': ['12:00', '13:00'] }
  assert.deepEqual(faults(overlap), [{ field: 'hours.mon', message: 'clinic.fault.order' }])
  assert.deepEqual(faults({ 'open.sun': 'on', 'from.sun': '09:00' }), [
    { field: 'hours.sun', message: 'clinic.fault.time' },
  ])
  assert.deepEqual(faults({ 'open.sun': 'on' }), [{ field: 'hours.sun', message: 'clinic.fault.empty' }])
})

it('Days that have passed are forgotten when one is added', () => {
  const hours = { ...unnamed.hours, exceptions: { '2026-01-01': [] } }
  const { exceptions } = withException(hours, { date: '2026-05-01', closed: 'on' }, '2026-02-01')
  assert.deepEqual(exceptions, { '2026-05-01': [] })
})

it('A group keeps the clinic’s hours, or has a week and holidays of its own with any number of intervals', () => {
  const week = {
    'open.mon': 'on',
    'from.mon': ['08:00', '13:00', '18:00'],
    'until.mon': ['12:00', '17:00', '00:00'],
  }
  const holidays = { holidays: 'own', 'from.holiday': '10:00', 'until.holiday': '15:00' }
  assert.equal(ownHoursIn(week, null), null)
  const own = ownHoursIn({ 'hours.own': 'on', ...week, ...holidays }, null)
  assert.equal(own?.week.mon.length, 3)
  assert.deepEqual(own?.holidays, [['10:00', '15:00']])
  const view = ownHoursView(own, unnamed.hours)
  assert.equal(view.week[0]?.rows.length, 4)
  assert.equal(view.holidays.choices.find(({ chosen }) => chosen)?.choice, 'own')
  assert.equal(ownHoursView(null, unnamed.hours).holidays.choices[0]?.chosen, true)
  assert.throws(() => ownHoursIn({ 'hours.own': 'on', ...week, holidays: 'own' }, null), { status: 400 })
})
