import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import type { Page } from 'playwright-core'
import { writeWav } from '../../core/platform/files/sound/wav.ts'
import { createExchange } from '../../core/testing/index.ts'
import { until } from '../support/until.ts'
import { faultsOf } from './axe.ts'
import { inBrowser, phone } from './stage.ts'
import { openSwitchboard } from './switchboard.ts'

const { exchange, plugin } = createExchange()
const seconds = 24
const customer = '13900139000'

inBrowser(
  'A recording of a call',
  (stage) => {
    before(async () => {
      const samples = Float32Array.from({ length: 8000 * seconds }, (_, at) => Math.sin(at / 3) / 4)
      exchange.wav = writeWav({ samples, rate: 8000 })
      await openSwitchboard(stage.clinic, exchange, { notice: { house: 'notice' } })
      await converse()
    })

    it('plays, is skipped through by keyboard and sped up, and says how much of it was heard', async () => {
      const page = await stage.agent('mei', {}, '/recordings')
      const player = page.locator('call-player')
      await player.locator('.player-done').waitFor()
      await player.getByRole('button', { name: '播放或暂停' }).click()
      await until('it plays', async () => (await positionOf(page)) > 2)
      await player.getByRole('button', { name: '播放或暂停' }).click()
      const wave = player.getByRole('slider')
      await wave.press('Home')
      await wave.press('ArrowRight')
      await wave.press('ArrowRight')
      await wave.press('ArrowLeft')
      assert.equal(Math.round(await positionOf(page)), 5)
      assert.match((await wave.getAttribute('aria-valuetext')) ?? '', /^0:05 \/ 0:2\d$/)
      await wave.press('End')
      assert.equal(Math.round(await positionOf(page)), seconds)
      await player.getByRole('button', { name: '播放速度' }).click()
      assert.equal(
        await player.locator('audio').evaluate((audio: HTMLAudioElement) => audio.playbackRate),
        1.25,
      )
      await until('the listening is on record', async () => {
        const heard = await stage.clinic.app.db('recording_listen').first('seconds')
        return Number(heard?.seconds) >= 1
      })
    })

    it('is there for every eye and on a phone', async () => {
      for (const options of [{}, { colorScheme: 'dark', locale: 'en' }, phone] as const) {
        const page = await stage.agent('mei', options, '/recordings')
        await page.locator('.player-done').waitFor()
        assert.deepEqual(await faultsOf(page), [])
      }
    })

    async function converse() {
      const { app, drain } = stage.clinic
      exchange.call({ from: customer, to: '02161234567' })
      await until('the notice is said', async () => {
        exchange.playOut()
        return exchange.isRinging('801')
      })
      exchange.pickUp('801')
      await until('it is recorded', async () => (await app.db('recording').first('id')) !== undefined)
      exchange.hangUp(customer)
      await until('it is kept', async () => {
        await drain()
        return (await app.db('recording').first('state'))?.state === 'kept'
      })
    }
  },
  [plugin],
)

function positionOf(page: Page): Promise<number> {
  return page.locator('call-player audio').evaluate((audio: HTMLAudioElement) => audio.currentTime)
}
