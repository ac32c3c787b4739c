import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { it } from 'node:test'
import { answer, message, openConversation, rowOf } from './desk.ts'
import { inBrowser, secret } from './stage.ts'
import { bubble, inputOf, openPanel, openRoots, say } from './visitor.ts'

inBrowser('Away from the widget', (stage) => {
  it('a visitor leaves a message when nobody is there', async () => {
    const page = await (await stage.person()).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}?utm_source=qr`)
    await page.getByText('留下您的问题和联系方式').waitFor()
    await page.getByRole('button', { name: '提交留言' }).click()
    await page.getByText('请填写手机号或微信号').waitFor()
    await page.locator('.leave [name=contact]').fill('13800138000')
    await page.locator('.leave [name=name]').fill('安娜')
    await page.locator('.leave [name=text]').fill('请回电，想问双眼皮')
    await page.getByRole('button', { name: '提交留言' }).click()
    await page.getByText('已收到您的留言').waitFor()

    const desk = await stage.agent('lin')
    await openConversation(desk, '请回电，想问双眼皮')
    const rail = desk.locator('#rail')
    await rail.getByText(/138\D+8000|138\*+/).waitFor()
    await rail.getByText('未核实').first().waitFor()
    await rail.getByRole('button', { name: '查看' }).first().click()
    await rail.getByText(/138 ?0013 ?8000/).waitFor()
  })

  it('a visitor may write before it is known who they are', async () => {
    const page = await (await stage.person()).newPage()
    const written = Promise.withResolvers<void>()
    await page.route('**/p/webchat/session**', async (route) => {
      await written.promise
      await route.continue()
    })
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '我写得很快')
    await bubble(page, '我写得很快').locator('.state.sending').waitFor()
    written.resolve()
    await bubble(page, '我写得很快').locator('.state.sent, .state.delivered').waitFor()
  })

  it('greets in the language that the visitor chose, and remembers it', async () => {
    const page = await (await stage.person({ locale: 'en-GB' })).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await inputOf(page).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en')
    await page.locator('header .menu-button').click()
    await page
      .getByRole('menuitem', { name: '简体中文' })
      .or(page.getByRole('menuitem', { name: '中文' }))
      .click()
    await page.reload()
    await page.locator('footer textarea[aria-label="输入消息"]').waitFor()
  })

  it('a signed member is known as who they are; an unsigned name only as a claim', async () => {
    const desk = await stage.agent('lin')
    const hash = createHmac('sha256', secret).update('member-7').digest('hex')
    for (const [profile, words] of [
      [{ id: 'member-7', name: '会员安娜', hash }, '我是会员'],
      [{ id: 'member-8', name: '自称柏' }, '我没有签名'],
    ] as const) {
      const context = await stage.person()
      await openRoots(context)
      const page = await context.newPage()
      await page.goto(stage.website.origin)
      const panel = await openPanel(page)
      await say(panel, words)
      await bubble(panel, words).locator('.state.sent, .state.delivered').waitFor()
      const told = page.waitForResponse(
        (response) => /webchat.profile/.test(response.url()) && response.request().method() === 'POST',
      )
      await page.evaluate((given) => (window as unknown as Widget).qiantai('identify', given), profile)
      assert.ok((await told).ok())
      await openConversation(desk, words)
      if ('hash' in profile)
        await desk.locator('#rail li', { hasText: 'member-7' }).locator('.proof').waitFor()
      await desk.locator(`#rail .rail-name [placeholder="${profile.name}"]`).waitFor()
      await desk.locator('#rail .rail-person').getByText('未核实').waitFor()
      assert.equal((await desk.locator('#rail .proof').count()) > 0, 'hash' in profile)
      assert.equal(await desk.locator('#rail', { hasText: 'member-8' }).count(), 0)
    }
  })

  it('a wrong signature changes nothing', async () => {
    stage.expect(/4\d\d \(|bad_signature/)
    const context = await stage.person()
    await openRoots(context)
    const page = await context.newPage()
    await page.goto(stage.website.origin)
    const panel = await openPanel(page)
    await say(panel, '冒充别人')
    await bubble(panel, '冒充别人').locator('.state').waitFor()
    const told = page.waitForResponse(
      (response) => /webchat.profile/.test(response.url()) && response.request().method() === 'POST',
    )
    const profile = { id: 'member-7', name: '骗子', hash: '0'.repeat(64) }
    await page.evaluate((given) => (window as unknown as Widget).qiantai('identify', given), profile)
    assert.equal((await told).ok(), false)
    const desk = await stage.agent('lin')
    await rowOf(desk, '冒充别人').waitFor()
    assert.equal(await desk.getByText('骗子').count(), 0)
  })

  it('the desk answers without JavaScript', async () => {
    const page = await (await stage.person()).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '没有脚本也行吗')
    await bubble(page, '没有脚本也行吗').locator('.state.sent, .state.delivered').waitFor()
    const desk = await stage.agent('lin', { javaScriptEnabled: false })
    await rowOf(desk, '没有脚本也行吗').locator('.row').click()
    await message(desk, '没有脚本也行吗').waitFor()
    await desk.locator('.composer textarea[name=text]').fill('行，表单就够了')
    await desk.locator('.composer-send').click()
    await message(desk, '表单就够了').waitFor()
    await bubble(page, '表单就够了').waitFor()
    await answer(await stage.agent('lin', {}, desk.url()), '有脚本也一样')
    await bubble(page, '有脚本也一样').waitFor()
  })
})

type Widget = { qiantai: (name: string, profile: object) => void }
