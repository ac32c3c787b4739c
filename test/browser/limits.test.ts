import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { readSetting, weekdays, writeSetting } from '../../core/modules/clinic/index.ts'
import { receive } from '../../core/modules/conversations/index.ts'
import { insertId } from '../../core/platform/db/index.ts'
import { faultsOf } from './axe.ts'
import { answer, openConversation, rowOf } from './desk.ts'
import { inBrowser, phone, type Stage } from './stage.ts'

const limits = { live: 12, first: 12, next: 60, resolution: 0 }
const pages = [
  '/admin/timers',
  '/admin/alerts',
  '/admin/alerts/new/email',
  '/admin/alerts/log',
  '/board/limits',
  '/board/limits/lost',
]
const screens: Record<string, BrowserContextOptions> = {
  'on a desk in the light': { colorScheme: 'light' },
  'on a phone in the dark': { ...phone, colorScheme: 'dark', locale: 'en' },
}

inBrowser('Time limits and alerts', (stage) => {
  it('count down where a customer waits, warm, and tell the agent on whatever page they are', async () => {
    await measure(stage)
    const desk = await stage.agent('hao')
    const elsewhere = await stage.agent('mei', {}, '/tasks')
    await says(stage, '有人吗')
    const clock = rowOf(desk, '有人吗').locator('.wait')
    await desk.locator('.wait[data-level=fresh]', { hasText: /^−0:(0\d|1[0-2])$/ }).waitFor()
    await desk.locator('.wait[data-level=warm]').waitFor()
    await elsewhere.getByText('首次响应即将超时').waitFor()
    await desk.locator('.wait[data-level=hot]', { hasText: /^\+0:0\d$/ }).waitFor()
    await elsewhere.getByText('首次响应已超时').waitFor()
    await openConversation(desk, '有人吗')
    await desk.locator('.conversation-facts .wait[data-level=hot]').waitFor()
    await answer(desk, '在的')
    await clock.waitFor({ state: 'detached' })
    await desk.locator('.conversation-facts .wait').waitFor({ state: 'detached' })
  })

  for (const [name, options] of Object.entries(screens))
    it(`can be set ${name}, with nothing that hides from a screen reader or leaves the screen`, async () => {
      await fill(stage)
      const page = await stage.agent('lin', options)
      for (const path of pages) {
        await page.goto(stage.origin + path)
        assert.deepEqual(await faultsOf(page), [], path)
        const over = await page.evaluate(() => document.documentElement.scrollWidth - screen.width)
        assert.ok(over <= 0, `${path} is ${over} too wide`)
      }
    })
})

/** The clinic never closes, and is impatient. */
async function measure({ clinic: { app } }: Stage) {
  const week = Object.fromEntries(weekdays.map((day) => [day, [['00:00', '24:00']]]))
  const clinic = await readSetting<object>(app.db, 'clinic', {})
  await writeSetting(app.db, 'clinic', { ...clinic, hours: { week, exceptions: {} } })
  await writeSetting(app.db, 'timers', { on: true, limits, warnAt: 40 })
}

/** A limit of its own, and an alert that did not arrive. */
async function fill({ clinic: { app } }: Stage) {
  const at = app.clock().toISOString()
  await app.db('service_level').insert({ channel_id: 1, settings: JSON.stringify({ resolution: 7200 }) })
  const robot = {
    kind: 'wecom',
    name: '护士站群',
    settings: '{}',
    secrets: app.vault.seal('{}'),
    created_at: at,
  }
  const destinationId = await insertId(app.db, 'alert_destination', robot)
  const data = JSON.stringify({ title: { key: 'timers.alert.first.breached', values: { name: '王小明' } } })
  const alert = { kind: 'timer.breached', level: 'urgent', data, href: '/conversations/1', at }
  const alertId = await insertId(app.db, 'alert', alert)
  const delivery = { alert_id: alertId, destination_id: destinationId, state: 'failed', at }
  await app.db('alert_delivery').insert({ ...delivery, reason: 'alerts.reason.no-robot 93000 invalid' })
}

async function says({ clinic: { app } }: Stage, text: string) {
  const { id } = await app.db('channel').first('id')
  await receive(app, { id }, { who: 'visitor-anna', uid: randomUUID(), text })
}
