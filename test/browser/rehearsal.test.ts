import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { fake } from '../../core/testing/index.ts'
import { startRehearsal } from '../../core/modules/rehearsal/service.ts'
import wechat from '../../plugins/wechat/index.ts'
import { photo } from '../../core/platform/files/corpus.ts'
import { answer, openConversation, rowOf } from './desk.ts'
import { inBrowser, phone, type Stage } from './stage.ts'

type Account = { plugin: string; kind: string }

const chat = { plugin: 'fake', kind: 'chat' }
const accounts: Account[] = [chat, { plugin: 'wechat', kind: 'official' }]

inBrowser(
  'A rehearsal',
  (stage) => {
    for (const account of accounts)
      it(`of ${account.plugin}/${account.kind} brings a picture to the desk, and the answer back`, async () => {
        const words = `皮秒多少钱 ${account.plugin}`
        const page = await begin(stage, {}, account)
        await page.getByRole('button', { name: '关注' }).click()
        await page.locator('.phone-followed').waitFor()
        await page.setInputFiles('.phone-tools input[accept^=image]', {
          name: 'face.jpg',
          mimeType: 'image/jpeg',
          buffer: await photo(),
        })
        await page.locator('.phone-patient .phone-picture img').waitFor()
        await say(page, words)

        const desk = await stage.agent('mei', {}, '/desk?view=all')
        await openConversation(desk, words)
        await desk.locator('.attachment-image img').waitFor()
        await answer(desk, '您好，请问做过吗？')
        await said(page, '您好，请问做过吗？').waitFor()
        await page.locator('.rehearsal-list [data-done]', { hasText: '客服回复' }).waitFor()
      })

    it('says what the desk says when time is up', async () => {
      const page = await begin(stage)
      await say(page, '明天再聊')
      const desk = await stage.agent('mei', {}, '/desk?view=all')
      await openConversation(desk, '明天再聊')
      await page.getByRole('button', { name: '48 小时后' }).click()
      await page.getByText('不能回复', { exact: true }).waitFor()
      await desk.locator('.window-closed-title', { hasText: '聊天' }).waitFor()
      await page.locator('.rehearsal-list [data-done]', { hasText: '超过回复时限' }).waitFor()
    })

    it('keeps what is being typed while an answer comes', async () => {
      const page = await begin(stage)
      await say(page, '还有一个问题')
      await page.fill('.phone-input', '写到一半')
      const desk = await stage.agent('mei', {}, '/desk?view=all')
      await openConversation(desk, '还有一个问题')
      await answer(desk, '请说')
      await said(page, '请说').waitFor()
      assert.equal(await page.inputValue('.phone-input'), '写到一半')
    })

    it('gives back what could not leave', async () => {
      const page = await begin(stage)
      stage.expect(/ERR_FAILED|Failed to fetch/)
      await page.route('**/acts', (route) => route.abort())
      await page.fill('.phone-input', '没有网络')
      await page.locator('.phone-send').click()
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('.phone-input')?.value === '没有网络',
      )
      await page.unroute('**/acts')
      await page.locator('.phone-send').click()
      await said(page, '没有网络').waitFor()
    })

    it('is the whole screen of a real phone, and works there without scripts', async () => {
      const page = await begin(stage, { ...phone, javaScriptEnabled: false })
      await say(page, '没有脚本也能说')
      await said(page, '没有脚本也能说').waitFor()
      const box = await page.locator('.phone').boundingBox()
      assert.equal(box?.width, 390)
    })

    it('ends, and takes its conversation from every desk', async () => {
      const desk = await stage.agent('mei', {}, '/desk?view=all')
      await rowOf(desk, '没有脚本也能说').waitFor()
      const page = await begin(stage)
      stage.expect(/^dialog: .*无法恢复/)
      await page.getByRole('button', { name: '结束并清空' }).click()
      await page.getByText('排练已结束，记录已清空').waitFor()
      await rowOf(desk, '没有脚本也能说').waitFor({ state: 'detached' })
    })
  },
  [fake, wechat],
)

/** The page of the rehearsal, with its phone ready. */
async function begin(stage: Stage, options = {}, account = chat): Promise<Page> {
  const page = await stage.agent('lin', options, '/admin/channels')
  const id = await start(stage, account)
  await page.goto(`${stage.origin}/admin/channels/${id}/rehearsal`)
  await page.locator('.phone-head').waitFor()
  return page
}

async function start(stage: Stage, account: Account): Promise<number> {
  const actor = { actor: 'agent:1', ip: '127.0.0.1' }
  const id = await startRehearsal(stage.clinic.app, actor, { ...account, locale: 'zh-CN' })
  await stage.clinic.drain()
  return id
}

async function say(page: Page, text: string): Promise<void> {
  await page.fill('.phone-input', text)
  await page.locator('.phone-send').click()
}

function said(page: Page, text: string): Locator {
  return page.locator('.phone-text', { hasText: text })
}
