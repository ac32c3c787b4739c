import { it } from 'node:test'
import { addAccount } from '../../core/testing/index.ts'
import { rowOf } from './desk.ts'
import { inBrowser } from './stage.ts'
import { bubble, say } from './visitor.ts'

inBrowser('While too many strangers write', (stage) => {
  it('the browser of the next one works for a moment, and an admin sees why', async () => {
    stage.expect(/status of 403 .*messages/)
    const settings = { title: '悦容', consentRequired: false, newcomers: 1 }
    const key = await addAccount(stage.clinic, { plugin: 'webchat', kind: 'site', settings })
    const desk = await stage.agent('lin')
    for (const words of ['我是第一个', '我是第二个']) {
      const page = await (await stage.person()).newPage()
      await page.goto(`${stage.origin}/c/${key}`)
      await say(page, words)
      await bubble(page, words).locator('.state.sent, .state.delivered').waitFor()
      await rowOf(desk, words).waitFor()
    }
    await stage.clinic.drain()
    await desk.goto(`${stage.origin}/admin/channels`)
    await desk.getByText('已启用防刷验证').first().waitFor()
  })
})
