import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Page } from 'playwright-core'
import { createExchange } from '../../core/testing/index.ts'
import { faultsOf } from './axe.ts'
import { inBrowser, phone } from './stage.ts'
import { openSwitchboard } from './switchboard.ts'

const { exchange, plugin } = createExchange()
const customer = '13900139000'

inBrowser(
  'The telephone on the desk',
  (stage) => {
    let isOpen = false
    const open = async () => {
      if (!isOpen) await openSwitchboard(stage.clinic, exchange)
      isOpen = true
    }
    const rings = () => exchange.call({ from: customer, to: '02161234567' })
    const shows = (page: Page, shape: string) =>
      page.locator(`#call-phone[data-shape="${shape}"]`).waitFor({ state: 'attached' })
    const check = async (page: Page) => assert.deepEqual(await faultsOf(page), [], page.url())

    it('rings, brings the caller when it is answered, and asks what came of it', async () => {
      await open()
      const page = await stage.agent('hao', { colorScheme: 'light' })
      await shows(page, 'idle')
      await page.keyboard.press('d')
      await page.locator('#phone-find').waitFor()
      await check(page)
      await page.keyboard.press('Escape')
      rings()
      await shows(page, 'offered')
      await check(page)
      exchange.pickUp('801')
      await shows(page, 'talking')
      await page.waitForURL('**/conversations/*')
      await page.locator('.call-card-live').waitFor()
      await check(page)
      await page.locator('.call-panel-note textarea').fill('周六到店')
      await page.keyboard.press('Alt+h')
      await page.locator('.call-top-held').waitFor()
      assert.equal(await page.locator('.call-panel-note textarea').inputValue(), '周六到店')
      await page.keyboard.press('Alt+h')
      await page.locator('.call-top-live').waitFor()
      await page.locator('[for="phone-panel-hand"]').click()
      await page.locator('.call-hand').first().waitFor()
      await check(page)
      await page.keyboard.press('Alt+x')
      await shows(page, 'wrapping')
      await check(page)
      await page.getByText('已预约').click()
      await page.locator('.call-wrap .button-primary').click()
      await shows(page, 'idle')
      await page.locator('.call-card', { hasText: '已预约' }).waitFor()
    })

    it('leaves who is writing where they are, and keeps a way to the caller', async () => {
      await open()
      const page = await stage.agent('hao')
      await shows(page, 'idle')
      await page.locator('#list-search').fill('热')
      rings()
      await shows(page, 'offered')
      exchange.pickUp('801')
      await shows(page, 'talking')
      assert.match(page.url(), /\/desk/)
      await page.locator('.call-open').click()
      await page.waitForURL('**/conversations/*')
      await page.keyboard.press('Alt+x')
      await page.locator('.call-wrap .button-primary').click()
      await shows(page, 'idle')
    })

    it('keeps what is opened where the phone is fetched anew while it is', async () => {
      await open()
      const page = await stage.agent('hao')
      await shows(page, 'idle')
      rings()
      await shows(page, 'offered')
      exchange.pickUp('801')
      await shows(page, 'talking')
      await page.waitForURL('**/conversations/*')
      await page.locator('.call-card-live').waitFor()
      await page.locator('[for="phone-panel-keys"]').click()
      await page.evaluate(async () => {
        const frame = document.querySelector<HTMLElement & { reload: () => Promise<void> }>('#phone')
        const again = () => void frame?.reload()
        frame?.addEventListener('turbo:before-fetch-response', again, { once: true })
        again()
        await new Promise((resolve) => setTimeout(resolve, 1000))
      })
      assert.equal(await page.locator('#phone-panel-keys').isChecked(), true)
      await page.keyboard.press('Alt+x')
      await page.locator('.call-wrap .button-primary').click()
      await shows(page, 'idle')
    })

    for (const colorScheme of ['light', 'dark'] as const) {
      it(`lists calls and tells of one, for everybody, in ${colorScheme} and on a phone`, async () => {
        await open()
        for (const options of [{ colorScheme }, { ...phone, colorScheme }]) {
          const page = await stage.agent('lin', options, '/calls')
          await page.locator('.call-row').first().waitFor()
          await check(page)
          await page.locator('.call-row-name').last().click()
          await page.locator('.call-legend').waitFor()
          await check(page)
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false)
        }
      })
    }

    it('goes on to ring on the next page, and on the one after that', async () => {
      await open()
      const page = await stage.agent('hao')
      await shows(page, 'idle')
      for (const path of ['/tasks', '/calls']) {
        const asked = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/phone')
        await page.locator(`.nav a[href="${path}"]`).click()
        await page.waitForURL(`**${path}`)
        await (await asked).finished()
        rings()
        await shows(page, 'offered')
        exchange.hangUp(customer)
        await shows(page, 'idle')
      }
    })
  },
  [plugin],
)
