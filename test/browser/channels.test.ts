import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { addChannel } from '../../core/modules/channels/index.ts'
import { makeEntry } from '../../core/modules/entries/index.ts'
import { enqueue } from '../../core/platform/jobs/index.ts'
import { salon } from '../../core/testing/salon/index.ts'
import { faultsOf } from './axe.ts'
import { inBrowser, phone, type Stage } from './stage.ts'

const { plugin, provider } = salon()
const admin = { actor: 'agent:1', ip: '127.0.0.1' }
const menu = [
  { name: '预约', type: 'link' as const, url: 'https://clinic.test/book' },
  { name: '价格', type: 'say' as const, key: '价格' },
]
let accounts = 0

const screens: Record<string, BrowserContextOptions> = {
  'in the light': { colorScheme: 'light' },
  'in the dark': { colorScheme: 'dark', locale: 'en' },
  'on a phone': phone,
}

inBrowser(
  'An admin',
  (stage) => {
    it('makes a secret in the browser, and loses nothing where the provider refuses', async () => {
      stage.expect(/422/)
      const page = await stage.agent('lin', {}, '/admin/channels/new/salon/official')
      await page.getByLabel('AppID').fill('wxaaaa')
      await page.getByLabel('AppSecret').fill('a-typo')
      await page.getByRole('button', { name: '生成' }).click()
      await page.locator('[data-secret-target=value]', { hasText: /^[A-Za-z0-9]{32}$/ }).waitFor()
      await page.getByRole('button', { name: '测试并接入' }).click()
      await page.getByText('AppSecret 不正确').waitFor()
      assert.equal(await page.getByLabel('AppID').inputValue(), 'wxaaaa')
      await page.getByLabel('AppSecret').fill('open-sesame')
      await page.getByRole('button', { name: '测试并接入' }).click()
      await page.waitForURL(/\/guide$/)
      await page.getByText('/hooks/salon/').waitFor()
    })

    it('sees without a reload that an account has become unwell', async () => {
      provider.health = []
      const id = await open(stage)
      const page = await stage.agent('lin', {}, `/admin/channels/${id}`)
      const desk = await stage.agent('lin', {}, '/desk')
      await page.getByText('可以正常收发消息').waitFor()
      provider.health = [{ level: 'bad', text: 'salon:health.ends', values: { days: 1 } }]
      await enqueue(stage.clinic.app.db, { name: 'channel.health', payload: { id } })
      await page.getByText('授权将在 1 天后到期').waitFor()
      await desk.locator('#alerts-dot .dot-danger').waitFor()
    })

    it('writes the menu with the keyboard, and sees it as customers will', async () => {
      provider.menu = menu
      const id = await open(stage)
      const page = await stage.agent('lin', {}, `/admin/channels/${id}/menu`)
      await page.locator('[id="item.1.name"]').fill('这个名字太长了')
      await page.locator('.meter-over', { hasText: '21 / 16' }).waitFor()
      await page.locator('.menu-phone-bar', { hasText: '这个名字太长了' }).waitFor()
      await page.locator('[id="item.1.name"]').fill('项目价格')
      await press(page, '上移“价格”')
      await page.locator('[id="item.0.name"]').and(page.locator('[value="项目价格"]')).waitFor()
      await press(page, '删除“预约”')
      await page.getByText('已删除“预约”').waitFor()
      await press(page, '撤销')
      await page.locator('[id="item.1.name"]').and(page.locator('[value="预约"]')).waitFor()
      await press(page, '添加菜单')
      await page.locator('[id="item.2.name"]:focus').waitFor()
      await page.keyboard.type('到院')
      await page.locator('[id="item.2.key"]').fill('怎么走')
      await press(page, '保存并发布')
      await page.getByText('菜单已发布').waitFor()
      assert.deepEqual(
        provider.menu.map(({ name }) => name),
        ['项目价格', '预约', '到院'],
      )
    })

    it('writes it without scripts just as well', async () => {
      provider.menu = menu
      const id = await open(stage)
      const options = { ...phone, javaScriptEnabled: false }
      const page = await stage.agent('lin', options, `/admin/channels/${id}/menu`)
      await page.getByRole('button', { name: '下移“预约”' }).click()
      await page.getByRole('button', { name: '保存并发布' }).click()
      await page.waitForURL(/\/menu$/)
      assert.deepEqual(
        provider.menu.map(({ name }) => name),
        ['价格', '预约'],
      )
    })

    for (const [name, options] of Object.entries(screens)) {
      it(`can use every page of an account, ${name}`, async () => {
        provider.menu = menu
        provider.health = [
          { level: 'warning', text: 'salon:health.ends', values: { days: 6 }, authorize: true },
        ]
        provider.notices = [{ template: 'T1', title: '预约成功', text: '您预约的{{item}}已确认', fields: [] }]
        const id = await open(stage)
        await makeEntry(stage.clinic.app, admin, id, { name: '前台海报', place: 'poster' })
        const page = await stage.agent('lin', options, '/admin/channels')
        const paths = ['', '/guide', '/settings', '/entries', '/menu', '/notices']
        const pages = paths.map((path) => `/admin/channels/${id}${path}`)
        for (const path of ['/admin/channels', '/admin/channels/new/salon/official', ...pages]) {
          await page.goto(stage.origin + path)
          assert.deepEqual(await faultsOf(page), [], path)
          assert.equal(await overflow(page), 0, `${path} is wider than its screen`)
        }
      })
    }
  },
  [plugin],
)

/** A new account that is open. */
async function open(stage: Stage): Promise<number> {
  const appId = `wx${(++accounts).toString(16).padStart(4, '0')}`
  const settings = { appId, secret: 'open-sesame' }
  const account = { plugin: 'salon', kind: 'official', name: `美丽号 ${accounts}`, settings }
  const id = await addChannel(stage.clinic.app, admin, account)
  await stage.clinic.drain()
  return id
}

/** With the keyboard alone. */
async function press(page: Page, name: string) {
  await page.getByRole('button', { name, exact: true }).focus()
  await page.keyboard.press('Enter')
}

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
