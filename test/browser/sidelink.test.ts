import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { photo } from '../../core/platform/files/corpus.ts'
import { tokenOf } from '../../core/modules/sidelinks/token.ts'
import { faultsOf } from './axe.ts'
import { openConversation } from './desk.ts'
import { inBrowser, phone } from './stage.ts'
import { say } from './visitor.ts'

inBrowser('A link for what a channel cannot carry', (stage) => {
  it('brings a photo from a phone into the conversation that the agent has open', async (t) => {
    const desk = await meet('脸上有点红')
    const customer = await open(desk, 'photo')
    await desk.locator('.side-link-line .badge', { hasText: '已打开' }).waitFor()
    await customer.locator('.sidelink-file').setInputFiles([await picture('脸.jpg')])
    await customer.locator('.sidelink-line[data-state=done]').waitFor()
    const delivered = performance.now()
    await desk.locator('.messages .attachment-image img').waitFor()
    t.diagnostic(`seen ${Math.round(performance.now() - delivered)} ms after it was delivered`)
    await desk.locator('.side-link-line .badge', { hasText: '已收到 1 次' }).waitFor()
    assert.deepEqual(await faultsOf(customer), [])
    await desk.keyboard.press('Escape')
    await desk.locator('.side-link-card').waitFor({ state: 'detached' })
  })

  it('takes a recording, a place and a few words, and says what is wrong with a file', async () => {
    stage.expect(/422 \(|ERR_INTERNET_DISCONNECTED/)
    const desk = await meet('不方便打字')
    const geolocation = { latitude: 31.23, longitude: 121.47 }
    const given = { geolocation, permissions: ['geolocation', 'microphone'] }
    const customer = await open(desk, 'photo', 'voice', 'location', 'form', given)
    const page = { name: 'face.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html><script>1</script>') }
    await customer.locator('.sidelink-file').setInputFiles([page])
    await customer.locator('.sidelink-line[data-state=refused]').waitFor()
    assert.match(await customer.locator('.sidelink-state').innerText(), /不是能识别的照片/)
    await customer.context().setOffline(true)
    await customer.locator('.sidelink-file').setInputFiles([await picture('脸.jpg')])
    await customer.locator('.sidelink-line[data-state=failed]').waitFor()
    await customer.context().setOffline(false)
    await customer.getByRole('button', { name: '重试' }).click()
    await customer.locator('.sidelink-line[data-state=done]').waitFor()

    await customer.getByRole('button', { name: '开始录音' }).click()
    await customer.locator('.sidelink-record .number', { hasText: /0:0[1-9]/ }).waitFor()
    await customer.getByRole('button', { name: '停止' }).click()
    await customer.locator('.sidelink-sound').waitFor()
    await customer.locator('#voice .sidelink-send').click()
    await desk.locator('.messages .voice').waitFor()

    await customer.getByRole('button', { name: '使用当前位置' }).click()
    await customer.getByText('已获取当前位置').waitFor()
    await customer.locator('#location [name=label]').fill('人民广场')
    await customer.locator('#location .sidelink-send').click()
    await desk.locator('.messages .message', { hasText: '人民广场' }).waitFor()

    await customer.locator('#form [name=name]').fill('安娜 <b>')
    await customer.locator('#form [name=about]').fill('祛斑')
    await customer.locator('#form .sidelink-send').click()
    await desk.locator('.messages .message', { hasText: '姓名：安娜 <b>' }).waitFor()
    await customer.locator('#form .sidelink-done').waitFor()
  })

  it('works without scripts, and by digits that are spoken', async () => {
    stage.expect(/4(10|22) \(/)
    const desk = await meet('打不开链接')
    await ask(desk, ['photo', 'form'], '口述验证码')
    const code = await desk.locator('.side-link-digits strong').innerText()
    const customer = await (await stage.person({ ...phone, javaScriptEnabled: false })).newPage()
    await customer.goto(`${stage.origin}/s`)
    await customer.fill('[name=code]', code)
    await customer.getByRole('button', { name: '打开' }).click()
    await customer.locator('[name=photo]').setInputFiles([await picture('一.jpg'), await picture('二.jpg')])
    await customer.locator('#photo .sidelink-send').click()
    await customer.getByText('照片已送达').first().waitFor()
    await desk.locator('.messages .attachment-image img').nth(1).waitFor()
    await desk.getByRole('button', { name: '作废' }).click()
    await desk.locator('.side-link-line .badge', { hasText: '已作废' }).waitFor()
    await customer.reload()
    await customer.getByText('链接已失效').first().waitFor()
  })

  /** A visitor writes this, and lin has it open. */
  async function meet(words: string): Promise<Page> {
    const page = await (await stage.person()).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, words)
    const desk = await stage.agent('lin')
    await openConversation(desk, words)
    return desk
  }

  /** The agent asks for these by a code on the screen, and a phone opens what it says. */
  async function open(desk: Page, ...about: (string | BrowserContextOptions)[]): Promise<Page> {
    const wants = about.filter((each) => typeof each === 'string')
    const options = about.find((each) => typeof each === 'object') ?? {}
    const sent = desk.waitForResponse((answer) => answer.url().endsWith('/code'))
    await ask(desk, wants, '屏幕二维码')
    assert.match(await (await sent).text(), /^<svg/)
    const customer = await (await stage.person({ ...phone, ...options })).newPage()
    await customer.goto(await addressOf(desk))
    return customer
  }

  /** What the code says: nobody but a phone reads it, so the test makes it again. */
  async function addressOf(desk: Page): Promise<string> {
    const { app } = stage.clinic
    const conversation = /conversations\/(\d+)/.exec(desk.url())?.[1]
    const link = await app
      .db('side_link')
      .where({ conversation_id: conversation })
      .orderBy('id', 'desc')
      .first('uid')
    return `${stage.origin}/s/${tokenOf(app.vault, link.uid)}`
  }
})

/** One key, and the choice of what is wanted and how it is told. */
async function ask(desk: Page, wants: string[], way: string): Promise<void> {
  await desk.keyboard.press('Escape')
  await desk.locator('.conversation-head').click()
  await desk.keyboard.press('l')
  await desk.locator('.side-link-card').waitFor()
  for (const want of ['photo', 'voice', 'location', 'form'])
    await desk.locator(`.side-link-want [value=${want}]`).setChecked(wants.includes(want), { force: true })
  await desk.locator('.side-link-way', { hasText: way }).click()
  await desk.getByRole('button', { name: '发送链接' }).click()
  await desk.locator('.side-link-line').waitFor()
}

async function picture(name: string) {
  return { name, mimeType: 'image/jpeg', buffer: await photo() }
}
