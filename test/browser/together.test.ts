import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { WebSocket } from 'playwright-core'
import { until } from '../support/until.ts'
import { answer, message, openConversation, replyOf, rowOf, texts } from './desk.ts'
import { inBrowser } from './stage.ts'
import { bubble, openPanel, openRoots, said, say } from './visitor.ts'

inBrowser('Several at once', (stage) => {
  it('two tabs of a visitor share one socket and show the same', async () => {
    const context = await stage.person()
    await openRoots(context)
    const sockets = new Set<WebSocket>()
    context.on('page', (page) =>
      page.on('websocket', (socket) => {
        sockets.add(socket)
        socket.on('close', () => sockets.delete(socket))
      }),
    )
    const [first, second] = [await context.newPage(), await context.newPage()]
    await first.goto(stage.website.origin)
    const one = await openPanel(first)
    await second.goto(`${stage.website.origin}/price`)
    const two = await openPanel(second)
    await say(one, '第一个窗口')
    await bubble(two, '第一个窗口').waitFor()
    await say(two, '第二个窗口')
    await bubble(one, '第二个窗口').waitFor()

    const desk = await stage.agent('lin')
    await openConversation(desk, '第二个窗口')
    await answer(desk, '两边都看到')
    await Promise.all([one, two].map((panel) => bubble(panel, '两边都看到').waitFor()))
    assert.deepEqual(await said(one), await said(two))
    await until('there is one socket', () => sockets.size === 1)

    await first.close()
    await answer(desk, '另一个接着听')
    await bubble(two, '另一个接着听').waitFor()
    assert.deepEqual(await said(two), ['第一个窗口', '第二个窗口', '两边都看到', '另一个接着听'])
  })

  it('whoever goes back comes by what they had opened, in turn, to where they began', async () => {
    for (const words of ['先打开的', '后打开的']) {
      const page = await (await stage.person()).newPage()
      await page.goto(`${stage.origin}/c/${stage.site}`)
      await say(page, words)
    }
    const desk = await stage.agent('lin', {}, '/desk?view=all')
    const title = await desk.title()
    for (const words of ['先打开的', '后打开的']) {
      await openConversation(desk, words)
      await desk.locator('#reception[complete]').waitFor()
    }
    await desk.goBack()
    await message(desk, '先打开的').waitFor()
    await desk.goBack()
    await desk.waitForURL(/\/desk\?view=all$/)
    await desk.locator('#reception .empty').waitFor()
    assert.equal(await desk.title(), title)
  })

  it('two agents see each other, and are warned before both answer', async () => {
    const page = await (await stage.person()).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '谁来回我？')
    const [hao, mei] = await Promise.all([stage.agent('hao'), stage.agent('mei')])
    await openConversation(hao, '谁来回我')
    await openConversation(mei, '谁来回我')
    await hao.locator('.conversation-here', { hasText: '梅姐' }).waitFor()
    await mei.locator('.conversation-here', { hasText: '郝医生' }).waitFor()
    await replyOf(hao).pressSequentially('我来')
    await mei.locator('.conversation-here', { hasText: '郝医生 正在回复' }).waitFor()

    stage.expect(/409/)
    const posted = Promise.withResolvers<void>()
    const held = Promise.withResolvers<void>()
    await mei.route('**/messages', async (route) => {
      posted.resolve()
      await held.promise
      await route.continue()
    })
    await answer(mei, '我也来回答。')
    await posted.promise
    await answer(hao, '我来回答您。')
    await message(hao, '我来回答您').getByText('已').first().waitFor()
    held.resolve()
    await mei.locator('.collision', { hasText: '郝医生: 我来回答您。' }).waitFor()
    assert.equal(await replyOf(mei).inputValue(), '我也来回答。')
    await bubble(page, '我来回答您').waitFor()
    assert.equal((await said(page)).length, 2)

    await mei.getByRole('button', { name: '仍然发送' }).click()
    await bubble(page, '我也来回答').waitFor()
    await message(hao, '我也来回答').waitFor()
    await message(mei, '我来回答您').waitFor()
    assert.deepEqual(await texts(hao), await texts(mei))
    assert.deepEqual(await said(page), ['谁来回我？', '我来回答您。', '我也来回答。'])
  })

  it('what one agent writes of a person stays while another writes too', async () => {
    const page = await (await stage.person()).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '我们认识吗？')
    const [hao, mei] = await Promise.all([stage.agent('hao'), stage.agent('mei')])
    await openConversation(hao, '我们认识吗')
    await openConversation(mei, '我们认识吗')
    const note = hao.locator('#rail [name=note]')
    await note.pressSequentially('怕疼，')
    await mei.locator('#rail [name=name]').fill('安女士')
    await mei.locator('#rail [name=name]').press('Tab')
    await hao.locator('#rail [name=name][value="安女士"]').waitFor({ state: 'attached' })
    await note.pressSequentially('要敷麻药')
    await note.press('Tab')
    await mei.locator('#rail [name=note]', { hasText: '怕疼，要敷麻药' }).waitFor()
  })

  it('what an agent writes of a person is saved, however fast they go on to the next field', async () => {
    const page = await (await stage.person()).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '记一下我的名字')
    const hao = await stage.agent('hao')
    await openConversation(hao, '记一下我的名字')
    const noted = Promise.withResolvers<void>()
    await hao.route('**/people/*/name', async (route) => {
      await noted.promise
      await route.continue()
    })
    await hao.locator('#rail [name=name]').fill('安女士')
    await hao.locator('#rail [name=name]').press('Tab')
    await hao.locator('#rail [name=note]').fill('怕疼')
    const saved = hao.waitForResponse('**/people/*/note')
    await hao.locator('#rail [name=note]').press('Tab')
    await saved
    noted.resolve()
    await hao.locator('h1', { hasText: '安女士' }).waitFor()
    await hao.locator('#rail [name=note]', { hasText: '怕疼' }).waitFor()
  })

  it('what an agent was writing is kept when the conversation goes to somebody else', async () => {
    stage.expect(/404/)
    const page = await (await stage.person()).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '给谁都行')
    const [hao, lin] = [await stage.agent('hao'), await stage.agent('lin')]
    await openConversation(hao, '给谁都行')
    await openConversation(lin, '给谁都行')
    await replyOf(hao).fill('写到一半的回复')
    await lin.keyboard.press('Escape')
    await lin.keyboard.press('i')
    const kept = hao.locator('.leftover', { hasText: '写到一半的回复' })
    await kept.waitFor()
    await hao.waitForURL('**/desk')
    await hao.reload()
    await kept.waitFor()
    await kept.getByRole('button', { name: '关闭' }).click()
    await kept.waitFor({ state: 'hidden' })
    await hao.reload()
    await rowOf(hao, '给谁都行').waitFor({ state: 'detached' })
    assert.equal(await kept.isVisible(), false)
  })

  it('what one takes, closes and opens again shows in the list of the other', async () => {
    const page = await (await stage.person()).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '我要预约')
    const [hao, mei] = [await stage.agent('hao'), await stage.agent('mei', {}, '/desk?view=all')]
    await openConversation(hao, '我要预约')
    await hao.keyboard.press('Escape')
    await hao.keyboard.press('i')
    await rowOf(mei, '我要预约').locator('.row-holder', { hasText: '郝医生' }).waitFor()
    await hao.keyboard.press('e')
    await rowOf(mei, '我要预约').waitFor({ state: 'detached' })
    await hao.locator('.toast').getByRole('button', { name: '撤销' }).click()
    await rowOf(mei, '我要预约').waitFor()
  })
})
