import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import type { Page } from 'playwright-core'
import { randomUUID } from 'node:crypto'
import { present } from '../../core/modules/agents/index.ts'
import { assign, receive } from '../../core/modules/conversations/index.ts'
import { createExchange, type TestApp } from '../../core/testing/index.ts'
import { until } from '../support/until.ts'
import { faultsOf } from './axe.ts'
import { inBrowser, phone } from './stage.ts'
import { openSwitchboard } from './switchboard.ts'

const { exchange, plugin } = createExchange()
const narrow = { ...phone, viewport: { width: 360, height: 740 }, locale: 'en' }
const pages = [
  '/desk',
  '/tasks',
  '/calls',
  '/board',
  '/board/conversations?of=open',
  '/board/report',
  '/recordings',
  '/phone',
]
const settings = ['', '/new', '/flows', '/sounds', '/queues', '/phones']

inBrowser(
  'The board of calls',
  (stage) => {
    before(async () => {
      await openSwitchboard(stage.clinic, exchange)
      exchange.call({ from: '13900139000', to: '02161234567' })
      await until('it rings', async () => exchange.isRinging('801'))
      exchange.pickUp('801')
      await exchange.settle()
    })

    it('counts the seconds of a call, even for who has no phone', async () => {
      const page = await stage.agent('lin', {}, '/board')
      const clock = page.locator('.board-state time')
      const first = await clock.innerText()
      assert.match(first, /^\d+:\d\d$/)
      await until('it ticks', async () => (await clock.innerText()) !== first)
      await page.getByText('您还没有分机').waitFor()
    })

    it('takes a supervisor into the call and out again without losing where they are', async () => {
      const page = await stage.agent('mei', {}, '/board')
      await page.getByRole('button', { name: '监听' }).focus()
      await page.keyboard.press('Enter')
      await page.getByText('监听中', { exact: true }).waitFor()
      await page.getByRole('button', { name: '密语' }).click()
      await page.getByText('密语中', { exact: true }).waitFor()
      await page.getByRole('button', { name: '退出' }).click()
      await page.getByRole('button', { name: '监听' }).waitFor()
    })

    it('lets a supervisor look in unnoticed, whisper, take over and give back', async () => {
      const { id, hao } = await conversationOfHao(stage.clinic)
      const agent = await stage.agent('hao', {}, `/conversations/${id}`)
      const page = await stage.agent('mei', {}, '/board')
      await page.locator(`#agent-${hao} .staff-who a`).click()
      await page.getByRole('link', { name: '旁观' }).first().click()
      await page.locator('.message', { hasText: '热玛吉多少钱' }).waitFor()
      assert.equal(await page.locator('.composer').count(), 0)
      await page.keyboard.press('w')
      await page.getByLabel('密语给 郝医生').fill('先问部位，再报价')
      await page.getByRole('button', { name: '发送密语' }).click()
      await agent.locator('.toast-whisper', { hasText: '先问部位，再报价' }).waitFor()
      await agent.locator('.message-whisper', { hasText: '仅客服可见 · 密语' }).waitFor()
      assert.equal(await agent.getByText('梅姐 也在看').count(), 0)
      await page.locator('.message-whisper').waitFor()
      assert.deepEqual(await faultsOf(page), [])
      await page.keyboard.press('Escape')
      await page.keyboard.press('w')
      await page.getByRole('button', { name: '接管' }).click()
      await agent.locator('.toast', { hasText: '梅姐 从 郝医生 接管了会话' }).waitFor()
      await page.getByRole('button', { name: '交还会话' }).click()
      await agent.locator('.toast', { hasText: '梅姐 将会话交还给 郝医生' }).waitFor()
    })

    it('can be read by every eye', async () => {
      for (const options of [{}, { colorScheme: 'dark', locale: 'en' }, phone] as const) {
        const page = await stage.agent('mei', options, '/board')
        for (const path of ['/board', '/board/conversations?of=open', '/board/report', '/calls']) {
          await page.goto(`${stage.origin}${path}`)
          assert.deepEqual(await faultsOf(page), [], path)
        }
      }
    })

    it('and every other page of the telephone stay within a narrow phone', async () => {
      const page = await stage.agent('lin', narrow)
      for (const path of [...pages, ...settings.map((name) => `/admin/lines${name}`), '/admin/dialing']) {
        await page.goto(`${stage.origin}${path}`)
        assert.deepEqual(await overflowing(page), [], path)
      }
      await page.goto(`${stage.origin}/desk`)
      await page.locator('.nav-person').tap()
      await page.locator('#me-menu').getByRole('link', { name: 'Live board' }).tap()
      await page.waitForURL('**/board')
    })

    it('leaves an agent on a phone all keys of a call', async () => {
      const page = await stage.agent('hao', phone)
      await page.locator('.call-talking').waitFor()
      const hold = page.locator('.call-talking').getByRole('button', { name: '保持' })
      assert.equal(await hold.isVisible(), false)
      await page.locator('.call-shrink').tap()
      await hold.tap()
      await page.locator('.call-top-held').waitFor()
      await page.locator('.call-shrink').tap()
      await hold.waitFor({ state: 'hidden' })
    })

    it('tells a colleague who is asked for advice by whom, and what they are in', async () => {
      const [hao, mei] = [await stage.agent('hao'), await stage.agent('mei')]
      const { app, as } = stage.clinic
      await hao.locator('.call-talking').waitFor()
      await present(app.db, (await as('mei')).agentId, 'online', app.clock())
      await hao.locator('[for="phone-panel-hand"]').click()
      await hao.locator('.call-hand', { hasText: '梅姐' }).getByRole('button', { name: '咨询' }).click()
      await mei.locator('.call-ringing', { hasText: '郝医生 向您咨询' }).waitFor()
      exchange.pickUp('802')
      await mei.locator('.call-top', { hasText: '咨询中' }).waitFor()
      await hao.getByRole('button', { name: '三方通话' }).click()
      await mei.locator('.call-top', { hasText: '三方通话中' }).waitFor()
    })
  },
  [plugin],
)

/** Anna's, who has written and waits for hao. */
async function conversationOfHao({ app, as, drain }: TestApp) {
  const { id: channel } = await app.db('channel').where({ plugin: 'webchat' }).first('id')
  const said = { who: 'anna', uid: randomUUID(), text: '热玛吉多少钱？' }
  const { message } = await receive(app, { id: channel }, said)
  const { conversation_id: id } = await app.db('message').where({ uid: message.uid }).first('conversation_id')
  const hao = await as('hao')
  await assign(app, hao, id, { agentId: hao.agentId })
  await drain()
  return { id: Number(id), hao: hao.agentId }
}

/** What is wider than the screen: the page itself, the part of it that scrolls, or an entry of the navigation beside it. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const scrolling = [document.documentElement, ...document.querySelectorAll('.frame-main')]
    const wide = scrolling.filter((part) => part.scrollWidth > part.clientWidth)
    const outside = [...document.querySelectorAll('.nav > *')].filter(
      (entry) => entry.checkVisibility() && entry.getBoundingClientRect().right > width,
    )
    return [...wide, ...outside].map((part) => part.className || part.tagName)
  })
}
