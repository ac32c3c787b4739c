import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { saveReceptionSettings } from '../../core/modules/reception/index.ts'
import { present } from '../../core/modules/agents/index.ts'
import { faultsOf } from './axe.ts'
import { openConversation } from './desk.ts'
import { inBrowser, phone } from './stage.ts'
import { say } from './visitor.ts'

const home = '/admin/reception'
const ofRules = ['/rules', '/rules/1', '/rules/versions', '/rules/versions/2']

const screens: Record<string, BrowserContextOptions> = {
  'in the light': { colorScheme: 'light' },
  'in the dark': { colorScheme: 'dark', locale: 'en' },
  'on a phone': phone,
}

inBrowser('Reception', (stage) => {
  it('has a rule made, plays through whom it gives somebody to, and does that with its reasons', async () => {
    const { app, as } = stage.clinic
    const page = await stage.agent('lin', {}, `${home}/rules`)
    await page.getByRole('link', { name: '新建规则' }).click()
    await page.getByLabel('要添加的条件').selectOption('text')
    await page.getByRole('button', { name: '添加条件' }).click()
    await page.getByRole('textbox', { name: '客户说的话' }).and(page.locator(':focus')).fill('双眼皮, 埋线')
    await page.getByLabel('分给').selectOption('皮肤')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('说到「双眼皮」或「埋线」的客户').first().waitFor()

    await present(app.db, (await as('hao')).agentId, 'online', app.clock())
    await saveReceptionSettings(app, await as('lin'), { mode: 'automatic' })
    await page.getByRole('link', { name: '分给谁？', exact: true }).click()
    await page.getByLabel('客户说的话').fill('埋线多少钱')
    await page.getByRole('button', { name: '看看分给谁' }).click()
    await page.locator('.why-fits', { hasText: '双眼皮' }).waitFor()
    assert.equal(await page.locator('.why-result strong').innerText(), '郝医生')

    const visitor = await (await stage.person()).newPage()
    await visitor.goto(`${stage.origin}/c/${stage.site}`)
    await say(visitor, '想做双眼皮')
    const desk = await stage.agent('hao', {}, '/desk?view=mine')
    await openConversation(desk, '想做双眼皮')
    await desk.getByRole('button', { name: '为什么' }).click()
    await desk.getByText('命中规则“说到「双眼皮」或「埋线」的客户”').waitFor()
  })

  it('takes back with the keyboard what was moved', async () => {
    const page = await stage.agent('lin', {}, `${home}/rules/new`)
    await page.getByLabel('分给').selectOption('message')
    await page.getByLabel('回复内容').fill('请稍等')
    await page.getByLabel('规则名称').fill('都忙')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '上移“都忙”' }).press('Enter')
    await page.getByText('“都忙”已移到第 1 位').waitFor()
    await page.getByRole('button', { name: '撤销' }).press('Enter')
    await page.locator('.reception-rule').nth(1).getByRole('link', { name: '都忙' }).waitFor()
  })

  it('returns to an earlier version once that is confirmed, and back', async () => {
    stage.expect(/把全部分配规则恢复到版本 4？/)
    const page = await stage.agent('lin', {}, `${home}/rules`)
    await page.getByRole('link', { name: '历史版本' }).click()
    await page.locator('#version-4').getByRole('button', { name: '恢复到此版本' }).click()
    await page.getByText('已恢复到版本 4').waitFor()
    await page.locator('.reception-rule').nth(0).getByRole('link', { name: '都忙' }).waitFor()
    await page.getByRole('button', { name: '撤销' }).press('Enter')
    await page.getByText('已恢复到版本 5').waitFor()
    await page.locator('.reception-rule').nth(1).getByRole('link', { name: '都忙' }).waitFor()
  })

  for (const [where, options] of Object.entries(screens))
    it(`can be used by everybody ${where}`, async () => {
      const page = await stage.agent('lin', options, home)
      for (const path of ['', ...ofRules, '/places', '/groups/1', '/preview?channel=1']) {
        await page.goto(`${stage.origin}${home}${path}`)
        assert.deepEqual(await faultsOf(page), [], path)
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        assert.ok(over <= 0, `${path} is ${over} too wide`)
      }
    })
})
