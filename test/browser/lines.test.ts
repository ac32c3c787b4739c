import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { listChannels } from '../../core/modules/channels/index.ts'
import { addExtensions, addLine, setPhoneOnline } from '../../core/modules/lines/index.ts'
import { addAccount, createExchange } from '../../core/testing/index.ts'
import { faultsOf } from './axe.ts'
import { inBrowser, phone } from './stage.ts'

const screens: Record<string, BrowserContextOptions> = {
  'in the light': { colorScheme: 'light' },
  'in the dark': { colorScheme: 'dark', locale: 'en' },
  'on a phone': phone,
}
const pages = [
  '',
  '/1',
  '/new',
  '/flows',
  '/flows/1',
  '/sounds',
  '/queues',
  '/queues/1',
  '/phones',
  '/phones/1',
]
const flow = '/admin/lines/flows/1'

inBrowser(
  'Who sets up the telephone',
  (stage) => {
    let channelId: number

    before(async () => {
      const { app } = stage.clinic
      const account = { plugin: 'exchange', kind: 'board', settings: { name: 'board' } }
      await addAccount(stage.clinic, account)
      channelId = (await listChannels(app.db)).find(({ plugin }) => plugin === 'exchange')?.id ?? 0
      const { agentId } = await stage.clinic.as('hao')
      const admin = { actor: `agent:${agentId}` }
      const line = {
        name: '总机',
        area: '021',
        outgoing: true,
        preferred: true,
        most: 1,
        state: 'active' as const,
      }
      const more = {
        channelId,
        number: '62345678',
        flowId: 'default' as const,
        reason: '',
        until: null,
        note: '',
      }
      await addLine(app, admin, { ...line, ...more })
      await addExtensions(app, admin, { channelId, agentIds: [agentId], first: '801', device: 'browser' })
    })

    it('draws a menu, and sees at once the way of a caller, also where the script comes late', async () => {
      const page = await stage.agent('lin', {}, '/admin/lines')
      const script = Promise.withResolvers<void>()
      await page.route(/\/lines[^/]*\.js/, (route) => script.promise.then(() => route.continue()))
      await page.locator('.tabs a', { hasText: '导航菜单' }).click()
      await page.locator(`a[href="${flow}"]`).first().click()
      await page.locator(field('menus.0.keys.1.step.to')).selectOption('menu')
      await page.locator(field('menus.0.keys.1.step.menu')).selectOption('new')
      script.resolve()
      await page.locator(`${field('menus.0.keys.1.step.menu')}:focus`).waitFor()
      await page.locator(field('menus.1.name')).fill('找医生')
      await page.locator(field('menus.1.keys.0.label')).fill('王医生')
      await page.locator(field('menus.1.keys.0.step.teamId')).selectOption({ label: '皮肤' })
      await page.locator('.flow-tree', { hasText: '王医生' }).waitFor()
      await page.locator(field('menus.1.prompt')).selectOption('house:transfer')
      await save(page)
      await page.reload()
      assert.equal(await page.locator(field('menus.1.name')).inputValue(), '找医生')
    })

    it('records what callers hear, and hears it as they do', async () => {
      const page = await stage.agent('lin', {}, flow)
      await page.context().grantPermissions(['microphone'])
      await page
        .locator('.sound-pick', { has: page.locator('#greeting') })
        .getByRole('button', { name: '录音' })
        .click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('名称').fill('我们的欢迎语')
      await dialog.getByRole('button', { name: '录音' }).click()
      await dialog.getByText(/0:0[1-9]/).waitFor()
      await dialog.getByRole('button', { name: '停止' }).click()
      await dialog.locator('audio').waitFor()
      await dialog.getByRole('button', { name: '保存' }).click()
      await page
        .locator('#greeting option:checked', { hasText: '我们的欢迎语' })
        .waitFor({ state: 'attached' })
      await page.locator('.flow-tree', { hasText: '我们的欢迎语' }).waitFor()
      await page.getByRole('button', { name: '试听' }).last().click()
      const said = page.locator('.flow-listen-said li')
      await said.getByText('按键提示').waitFor()
      await page.locator('.flow-keys').getByRole('button', { name: '1', exact: true }).click()
      await said.getByText('皮肤').waitFor()
      assert.deepEqual(await said.allInnerTexts(), ['我们的欢迎语', '录音告知', '按键提示', '1', '皮肤'])
      await page.getByRole('button', { name: '挂断' }).click()
      await save(page)
    })

    it('is told before changes are lost, and when a colleague was faster', async () => {
      stage.expect(/409|dialog/)
      const [mine, theirs] = [await stage.agent('lin', {}, flow), await stage.agent('lin', {}, flow)]
      await mine.locator('[name=name]').fill('我的总机')
      await mine.getByText('有未保存的修改').waitFor()
      const asked = mine.waitForEvent('dialog')
      await mine.locator('.crumbs a').click()
      assert.match((await asked).message(), /未保存/)
      await mine.locator('.flow-card').waitFor()
      await mine.goto(`${stage.origin}${flow}`)
      await mine.locator('[name=name]').fill('我的总机')
      await theirs.locator('[name=name]').fill('同事的总机')
      await save(theirs)
      await mine.getByRole('button', { name: '保存', exact: true }).click()
      await mine.getByRole('button', { name: '用我的覆盖' }).click()
      await mine.locator('.page-title', { hasText: '我的总机' }).waitFor()
    })

    it('sees phones come and go', async () => {
      const page = await stage.agent('lin', {}, '/admin/lines/phones')
      await page.locator('.extension', { hasText: '未注册' }).waitFor()
      await setPhoneOnline(stage.clinic.app.db, channelId, '801-web', true)
      await page.locator('.extension', { hasText: '在线' }).waitFor()
    })

    it('reads a password once', async () => {
      const page = await stage.agent('lin', {}, '/admin/lines/phones/1')
      await page.getByRole('button', { name: '显示密码' }).click()
      await page.getByText('离开本页后不再显示').waitFor()
      const secret = await page.locator('#desk-phone-facts code').last().innerText()
      assert.match(secret, /^[\w-]{24}$/)
      await page.reload()
      await page.getByRole('button', { name: '显示密码' }).waitFor()
      assert.equal(await page.getByText(secret).count(), 0)
    })

    for (const [name, options] of Object.entries(screens))
      it(`can do it ${name}, with nothing that hides from a screen reader or leaves the screen`, async () => {
        const page = await stage.agent('lin', options, '/admin/lines')
        for (const path of pages) {
          await page.goto(`${stage.origin}/admin/lines${path}`)
          assert.deepEqual(await faultsOf(page), [], path)
          const wide = await page
            .locator('.frame-main')
            .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
          assert.equal(wide, 0, path)
        }
      })
  },
  [createExchange().plugin],
)

function field(name: string): string {
  return `[id="${name}"]`
}

async function save(page: Page) {
  const saved = page.waitForResponse(
    (answer) => answer.request().method() === 'POST' && answer.status() === 303,
  )
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await saved
  await page.locator('.page-title').waitFor()
}
