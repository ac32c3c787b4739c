import assert from 'node:assert/strict'
import { after, it } from 'node:test'
import { Settings } from 'luxon'
import { testApp } from '../../testing/index.ts'
import { render } from '../../platform/http/index.ts'
import { saveClinic } from './index.ts'

const machine = Settings.defaultZone
after(() => void (Settings.defaultZone = machine))

it('The house keeps the clinic’s time, not the machine’s, also after the clinic has moved', async () => {
  const test = await testApp()
  const message = { at: '2026-11-21T23:30:00.000Z', author: {}, files: [], direction: 'in', kind: 'text' }
  const drawn = () => render(test.app, 'partials/message', message, 'en')
  assert.match(drawn(), />07:30</)
  await saveClinic(test.app, { actor: 'setup' }, { timezone: 'Europe/Berlin' })
  await test.app.events.drain()
  assert.match(drawn(), />00:30</)
  await test.stop()
})
