import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { assign, close, messagesById, receive, reply } from '../../core/modules/conversations/index.ts'
import { writeSetting } from '../../core/modules/clinic/index.ts'
import { faultsOf } from './axe.ts'
import { inBrowser, phone, type Stage } from './stage.ts'
import { say } from './visitor.ts'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const week = Object.fromEntries(days.map((day) => [day, [['00:00', '24:00']]]))

const screens: Record<string, BrowserContextOptions> = {
  'on a phone in the light': { ...phone, colorScheme: 'light' },
  'on a phone in the dark': { ...phone, colorScheme: 'dark', locale: 'en' },
}

inBrowser('Whoever was received', (stage) => {
  it('says how it was in a browser without scripts, changes it, and staff see it at once', async () => {
    const link = await asked(stage, '小安')
    const mei = await stage.agent('lin', {}, '/ratings')
    const context = await stage.person({ ...phone, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(link)
    await page.locator('label[for=stars-5]').click()
    await page.getByText('否', { exact: true }).click()
    await page.getByRole('textbox').fill('等了很久')
    await page.getByRole('button', { name: '提交评价' }).click()
    await page.getByRole('heading', { name: '感谢您的评价' }).waitFor()
    await mei.getByText('等了很久').waitFor()
    await page.getByRole('link', { name: '修改评价' }).click()
    await page.locator('label[for=stars-1]').click()
    await page.getByRole('button', { name: '提交评价' }).click()
    await page.getByRole('img', { name: '1 星' }).waitFor()
    await mei.locator('.is-low').waitFor()
    await mei.getByRole('link', { name: '查看会话' }).click()
    await mei.getByText('客户评价 ★☆☆☆☆，需求未满足：“等了很久”').waitFor()
  })

  it('can do it by keyboard alone, and is not sent on without stars', async () => {
    const page = await (await stage.person()).newPage()
    await page.goto(await asked(stage, '小博'))
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    for (let star = 1; star < 4; star++) await page.keyboard.press('ArrowRight')
    assert.equal(await page.locator('#stars-4').isChecked(), true)
    assert.equal(await page.locator('.rating-word').innerText(), '满意')
    await page.getByRole('textbox').press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('img', { name: '4 星' }).waitFor()
  })

  it('sees where they stand, asks to be called instead, and is told when it is their turn', async () => {
    const { app, as, drain } = stage.clinic
    const channel = await app.db('channel').where({ kind: 'site' }).first('id')
    await writeSetting(app.db, 'clinic', { hours: { week, exceptions: {} } })
    const { message } = await receive(app, channel, { who: 'first', uid: randomUUID(), text: '我先来' })
    const first = await app.db('message').where({ uid: message.uid }).first('conversation_id')
    await stage.agent('lin')
    const page = await (await stage.person(phone)).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '我后来')
    await page.getByText('您前面还有 1 位').waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await page.getByRole('button', { name: '留电话，请回电' }).click()
    await page.locator('.sheet [name=contact]').fill('13800138000')
    await page.locator('.sheet').getByRole('button', { name: '提交留言' }).click()
    await page.locator('.sheet').getByText('已收到您的留言').waitFor()
    await page.keyboard.press('Escape')
    const lin = await as('lin')
    await assign(app, lin, first.conversation_id, { agentId: lin.agentId })
    await page.getByText('下一位就是您').waitFor()
    await drain()
    const owed = await app.db('task').where({ kind: 'callback' }).first('conversation_id', 'reason')
    assert.equal(owed.reason, 'asked')
    await assign(app, lin, owed.conversation_id, { agentId: lin.agentId })
    await page.locator('.place').waitFor({ state: 'hidden' })
  })

  for (const [name, options] of Object.entries(screens))
    it(`reads it ${name}, with nothing that hides from a screen reader or leaves the screen`, async () => {
      const link = await asked(stage, name)
      const page = await (await stage.person(options)).newPage()
      await page.goto(link)
      await isFit(page)
      await page.locator('label[for=stars-3]').click()
      await page.locator('button').click()
      await page.locator('.rating-given').waitFor()
      await isFit(page)
      stage.expect(/404/)
      await page.goto(`${link}x`)
      await isFit(page)
      for (const address of ['/ratings', '/admin/ratings']) {
        const staff = await stage.agent('lin', options, address)
        await isFit(staff)
        await staff.context().close()
      }
    })
})

async function isFit(page: Page) {
  assert.deepEqual(await faultsOf(page), [], page.url())
  const isWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth
  assert.equal(await page.evaluate(isWide), false, page.url())
}

/** A whole reception of a visitor; answers the link that they are sent. */
async function asked({ clinic, origin }: Stage, who: string): Promise<string> {
  const { app, as, drain } = clinic
  await writeSetting(app.db, 'ratings', { on: true, delay: 0 })
  const lin = await as('lin')
  const channel = await app.db('channel').where({ kind: 'site' }).first('id')
  const { message } = await receive(app, channel, { who, uid: randomUUID(), text: `你好，${who}` })
  const { conversation_id: id } = await app.db('message').where({ uid: message.uid }).first('conversation_id')
  await reply(app, lin, id, { clientId: randomUUID(), text: '您好' })
  await close(app, lin, id)
  await drain()
  const { id: last } = await app
    .db('message')
    .where({ conversation_id: id })
    .orderBy('seq', 'desc')
    .first('id')
  const [question] = await messagesById(app.db, [last])
  const content = question?.data.content
  assert.ok(content?.type === 'link')
  return new URL(new URL(content.url).pathname, origin).href
}
