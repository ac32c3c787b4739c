import { after, before, it } from 'node:test'
import type { Page } from 'playwright-core'
import { present } from '../../core/modules/agents/index.ts'
import asterisk from '../../plugins/asterisk/index.ts'
import { describeTelephone } from '../telephone/support/runtime.ts'
import { inBrowser } from './stage.ts'
import { giveExtension, hearEachOther, openHotline, tapCalls } from './telephone.ts'

await describeTelephone('Whoever calls the clinic', () =>
  inBrowser(
    'and is answered in a browser',
    (stage) => {
      let hotline: Awaited<ReturnType<typeof openHotline>>
      before(async () => {
        hotline = await openHotline(stage)
        await giveExtension(stage, 'hao', '8001')
      })
      after(() => hotline?.exchange.stop())

      it('is heard, goes on over other pages and is taken up again after a reload', async () => {
        stage.expect(/^dialog/)
        const desk = await stage.agent('hao', { permissions: ['microphone'] }, '/login')
        await tapCalls(desk.context())
        await desk.goto(`${stage.origin}/desk`)
        await desk.locator('html[data-softphone=ready]').waitFor()
        const { app, as } = stage.clinic
        await present(app.db, (await as('hao')).agentId, 'online', app.clock())
        const caller = await hotline.carrier.call('02161234567', { from: '13900139000' })
        await shape(desk, 'offered')
        await desk.locator('#phone').getByRole('button', { name: '接听' }).click()
        await shape(desk, 'talking')
        await hearEachOther(desk, caller)
        for (const page of ['/calls', '/tasks', '/desk']) {
          await desk.locator(`.nav a[href="${page}"]`).click()
          await desk.waitForURL(`**${page}`)
          await hearEachOther(desk, caller)
        }
        await desk.reload()
        await desk.getByRole('button', { name: '继续通话' }).click()
        await desk.locator('html[data-call=talking]').waitFor()
        await hearEachOther(desk, caller)
        await desk.locator('#phone').getByRole('button', { name: '挂断' }).click()
        await caller.until('ended')
        await shape(desk, 'wrapping')
      })
    },
    [asterisk],
  ),
)

function shape(page: Page, wanted: string) {
  return page.locator(`#call-phone[data-shape=${wanted}]`).waitFor()
}
