import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { createExchange } from '../../core/testing/index.ts'
import { describeTelephone } from '../telephone/support/runtime.ts'
import type { Call } from '../telephone/support/phones/index.ts'
import { faultsOf } from './axe.ts'
import { inBrowser, phone } from './stage.ts'
import { hearEachOther, openTelephone, tapCalls, type Telephone } from './telephone.ts'

const { plugin, exchange } = createExchange()

await describeTelephone('Whoever answers in the browser', () =>
  inBrowser(
    'with a real exchange',
    (stage) => {
      let telephone: Telephone
      before(async () => {
        telephone = await openTelephone(stage, exchange)
        await telephone.equip('hao', '8001')
      })
      after(() => telephone?.exchange.stop())

      /** hao, whose phone is ready, on some page. */
      async function hao(address = '/desk', options: BrowserContextOptions = {}): Promise<Page> {
        const page = await stage.agent('hao', options, '/login')
        await tapCalls(page.context())
        await page.context().grantPermissions(['microphone'])
        await page.goto(`${stage.origin}${address}`)
        await is(page, 'ready')
        return page
      }

      it('rings, answers, and goes on while three other pages are opened', async () => {
        const desk = await hao()
        const { caller } = await talking(desk)
        await desk.evaluate(() => Object.assign(window, { isSame: true }))
        for (const page of ['我的账号与偏好', '我的电话', '会话']) {
          await open(desk, page)
          await hearEachOther(desk, caller)
        }
        assert.equal(await desk.evaluate(() => 'isSame' in window), true)
        await desk.locator('.softphone-panel').evaluate((panel: HTMLElement) => panel.showPopover())
        await desk.locator('.softphone-panel').getByText('好', { exact: true }).waitFor()
        assert.match(await desk.locator('.softphone-figures').innerText(), /延迟\s+\d+ 毫秒/)
        await desk.locator('.softphone-panel').getByRole('button', { name: '挂断' }).click()
        await is(desk, 'ready', 'none')
      })

      it('is not heard while muted', async () => {
        const desk = await hao()
        const { caller, leg } = await talking(desk)
        await desk.locator('.softphone-button').click()
        const mute = desk.locator('.softphone-panel').getByRole('button', { name: '静音' })
        await mute.click()
        assert.equal(await mute.getAttribute('aria-pressed'), 'true')
        await hearEachOther(desk, caller, [true, false])
        await mute.click()
        await hearEachOther(desk, caller)
        await telephone.ari.remove(`/channels/${leg}`)
        await is(desk, 'ready', 'none')
      })

      it('declines, and the exchange learns it', async () => {
        const desk = await hao()
        const leg = await telephone.ring('8001-web')
        await is(desk, 'ready', 'ringing')
        assert.match(await desk.title(), /来电 安娜|会话/)
        await desk.getByRole('button', { name: '拒接' }).click()
        const gone = await telephone.ari.event('ChannelDestroyed', ({ channel }) => channel?.id === leg)
        assert.equal(gone.cause, 21)
        await is(desk, 'ready', 'none')
      })

      it('picks up by itself where the exchange asks for it', async () => {
        const desk = await hao()
        const { call, leg } = await telephone.caller()
        const self = await telephone.ring('8001-web', {
          'PJSIP_HEADER(add,Call-Info)': '<sip:exchange>;answer-after=0',
        })
        await is(desk, 'ready', 'talking')
        await telephone.join(leg, self)
        await hearEachOther(desk, call)
        await call.hangUp()
        await telephone.ari.remove(`/channels/${self}`)
        await is(desk, 'ready', 'none')
      })

      it('has the phone in one tab, and takes it over to another', async () => {
        const first = await hao()
        const second = await first.context().newPage()
        await second.goto(`${stage.origin}/account`)
        await is(second, 'elsewhere')
        await second.locator('.softphone-button').click()
        await second.getByText('同一个浏览器里只有一个标签页接电话').waitFor()
        await second.getByRole('button', { name: '在这里使用电话' }).click()
        await is(second, 'ready')
        await is(first, 'elsewhere')
        const leg = await telephone.ring('8001-web')
        await is(second, 'ready', 'ringing')
        assert.equal(await first.locator('html').getAttribute('data-call'), 'none')
        await telephone.ari.remove(`/channels/${leg}`)
        await second.close()
        await is(first, 'ready')
      })

      it('has it on one device, and says so on the other', async () => {
        const here = await hao()
        const there = await hao()
        await is(here, 'replaced')
        await here
          .locator('.softphone-notice', { hasText: '电话已在另一台设备打开' })
          .getByRole('button')
          .click()
        await is(here, 'ready')
        await is(there, 'replaced')
      })

      it('comes back by itself after the network was gone, and the call with it', async () => {
        stage.expect(/WebSocket|ERR_|fetch|Failed to load/)
        const line = await stage.cable()
        const desk = await hao()
        await desk
          .context()
          .addCookies((await desk.context().cookies()).map((cookie) => ({ ...cookie, domain: '127.0.0.1' })))
        await desk.goto(`${line.origin}/desk`)
        await is(desk, 'ready')
        const { caller, leg } = await talking(desk)
        line.cut()
        await desk.evaluate(() => dispatchEvent(new Event('online')))
        await is(desk, 'offline', 'talking')
        await hearEachOther(desk, caller)
        line.mend()
        await is(desk, 'ready', 'talking')
        await telephone.ari.remove(`/channels/${leg}`)
        await is(desk, 'ready', 'none')
      })

      it('says what is wrong with the microphone, goes on ringing, and answers once it is mended', async () => {
        const desk = await hao()
        await desk.evaluate(() => {
          const media = navigator.mediaDevices
          const listen = media.getUserMedia.bind(media)
          media.getUserMedia = async () => {
            throw new DOMException('no', 'NotAllowedError')
          }
          Object.assign(window, { mend: () => (media.getUserMedia = listen) })
        })
        await telephone.ring('8001-web')
        await desk.getByRole('button', { name: '接听' }).click()
        const notice = desk.locator('.softphone-wrong', { hasText: '麦克风被禁止使用' })
        await notice.getByText('把「麦克风」改成「允许」').waitFor()
        await is(desk, 'ready', 'ringing')
        await desk.evaluate(() => (window as unknown as { mend: () => void }).mend())
        await notice.getByRole('button', { name: '再试一次' }).click()
        await notice.waitFor({ state: 'hidden' })
        await desk.getByRole('button', { name: '接听' }).click()
        await is(desk, 'ready', 'talking')
      })

      it('tries microphone, speaker and ring on the page of the own phone', async () => {
        const page = await hao('/account/phone')
        await page.getByRole('button', { name: '录一段听听' }).click()
        await page.getByText('听得清楚，客户也就听得清楚。').waitFor()
        const devices = await page.locator('#own-microphone option').allTextContents()
        assert.ok(devices.length > 1, devices.join())
        await page.selectOption('#own-microphone', { index: 1 })
        await page.selectOption('#own-tune', 'bright')
        await page.locator('#own-volume').fill('40')
        await page.reload()
        assert.equal(await page.locator('#own-tune').inputValue(), 'bright')
        assert.equal(await page.locator('#own-volume').inputValue(), '40')
        await page.waitForFunction(() => document.querySelector<HTMLSelectElement>('#own-microphone')?.value)
      })

      it('moves to the desk phone, whose facts stand there, and back', async () => {
        const page = await hao('/account/phone')
        await page.getByRole('radio', { name: /^话机/ }).check()
        await page.getByRole('button', { name: '保存' }).click()
        await page.getByText('把下面几项填进话机的 SIP 账号里').waitFor()
        assert.equal(await page.locator('.softphone-button').count(), 0)
        await page.getByRole('radio', { name: /^浏览器/ }).check()
        await page.getByRole('button', { name: '保存' }).click()
        await is(page, 'ready')
      })

      it('can be used by everybody, on a phone too', async () => {
        for (const options of [{}, phone]) {
          const page = await hao('/account/phone', options)
          await page.locator('.softphone-panel').evaluate((panel: HTMLElement) => panel.showPopover())
          assert.deepEqual(await faultsOf(page), [])
        }
      })

      /** A customer and this page in a call, both of whom the other hears. */
      async function talking(page: Page): Promise<{ caller: Call; leg: string }> {
        const { call: caller, leg: customerLeg } = await telephone.caller()
        const leg = await telephone.ring('8001-web')
        await is(page, 'ready', 'ringing')
        assert.match(await page.locator('.softphone-incoming').innerText(), /安娜[\s\S]*138\*\*\*\*8000/)
        await page.getByRole('button', { name: '接听' }).click()
        await is(page, 'ready', 'talking')
        await telephone.join(customerLeg, leg)
        await hearEachOther(page, caller)
        return { caller, leg }
      }
    },
    [plugin],
  ),
)

/** Waits until the phone on a page is so. */
function is(page: Page, line: string, call?: string) {
  const state = `html[data-softphone=${line}]${call ? `[data-call=${call}]` : ''}`
  return page.locator(state).waitFor()
}

/** By the menus, as people do. */
async function open(page: Page, label: string) {
  if (label === '会话') return page.locator('.nav a', { hasText: label }).click()
  await page.getByRole('button', { name: '我的账号与偏好' }).click()
  await page.locator('#me-menu a', { hasText: label === '我的电话' ? label : '我的账号' }).click()
}
