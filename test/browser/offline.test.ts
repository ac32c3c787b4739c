import assert from 'node:assert/strict'
import { it } from 'node:test'
import { broken } from './cable.ts'
import { answer, message, openConversation, rowOf, texts } from './desk.ts'
import { inBrowser } from './stage.ts'
import { bubble, inputOf, openPanel, openRoots, said, say } from './visitor.ts'

inBrowser('Without a network', (stage) => {
  it('what a visitor sent waits, over a reload too, and arrives once', async () => {
    stage.expect(broken)
    const line = await stage.cable()
    const desk = await stage.agent('lin')
    const context = await stage.person()
    const page = await context.newPage()
    await page.goto(`${line.origin}/c/${stage.site}`)
    await say(page, '在线时说的')
    await openConversation(desk, '在线时说的')

    line.cut()
    await page.getByText('网络不稳定').waitFor()
    await say(page, '断网时说的')
    await bubble(page, '断网时说的').locator('.state.waiting, .state.sending').waitFor()
    await context.route('**/p/webchat/messages**', (route) => route.abort())
    line.mend()
    await page.reload()
    await bubble(page, '断网时说的').waitFor()
    await context.unroute('**/p/webchat/messages**')

    await message(desk, '断网时说的').waitFor()
    await bubble(page, '断网时说的').locator('.state.read').waitFor()
    assert.deepEqual(await texts(desk), ['在线时说的', '断网时说的'])
    assert.deepEqual(await said(page), ['在线时说的', '断网时说的'])
  })

  it('what was refused goes again when the visitor wants it, and arrives once', async () => {
    stage.expect(/400 \(/)
    const context = await stage.person()
    const page = await context.newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await page.route('**/p/webchat/messages**', (route) => {
      const refusal = { code: 'invalid', message: '这条暂时发不出去', faults: [] }
      return route.request().method() === 'POST'
        ? route.fulfill({ status: 400, json: refusal })
        : route.continue()
    })
    await say(page, '第一次没发出去')
    await bubble(page, '第一次没发出去').getByText('这条暂时发不出去').waitFor()
    await page.reload()
    await bubble(page, '第一次没发出去').locator('.foot.failed').waitFor()
    await page.unroute('**/p/webchat/messages**')
    await bubble(page, '第一次没发出去').getByRole('button', { name: '重新发送' }).click()
    await bubble(page, '第一次没发出去').locator('.state.sent').waitFor()

    const desk = await stage.agent('lin')
    await openConversation(desk, '第一次没发出去')
    await bubble(page, '第一次没发出去').locator('.state.read').waitFor()
    assert.deepEqual(await texts(desk), ['第一次没发出去'])
    assert.deepEqual(await said(page), ['第一次没发出去'])
  })

  it('a chat that cannot reach the clinic is there all the same, and sends when it can', async () => {
    stage.expect(broken)
    stage.expect(/401 \(/)
    const context = await stage.person()
    const page = await context.newPage()
    await page.route('**/p/webchat/session**', (route) => route.abort())
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await page.getByText('网络不稳定').waitFor()
    await say(page, '还没连上就说了')
    await bubble(page, '还没连上就说了').locator('.state.waiting, .state.sending').waitFor()
    await page.reload()
    await bubble(page, '还没连上就说了').waitFor()
    await page.unroute('**/p/webchat/session**')
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await bubble(page, '还没连上就说了').locator('.state.sent').waitFor()

    const desk = await stage.agent('lin')
    await openConversation(desk, '还没连上就说了')
    assert.deepEqual(await texts(desk), ['还没连上就说了'])
    assert.deepEqual(await said(page), ['还没连上就说了'])
  })

  it('the desk says so within seconds, and is quiet again when the network is back', async () => {
    stage.expect(/ERR_INTERNET_DISCONNECTED/)
    const desk = await stage.agent('lin')
    await desk.locator('.dot-good').first().waitFor()
    await desk.context().setOffline(true)
    await desk.locator('.connection').waitFor()
    await desk.context().setOffline(false)
    await desk.locator('.connection').waitFor({ state: 'hidden' })
  })

  it('what an agent sent waits, over a reload too, and arrives once', async () => {
    stage.expect(broken)
    const line = await stage.cable()
    const context = await stage.person()
    const page = await context.newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '请问在哪里？')
    const desk = await stage.agent('lin', {}, `${line.origin}/desk`)
    await openConversation(desk, '请问在哪里')

    line.cut()
    await desk.locator('.connection').waitFor()
    await answer(desk, '在南京西路。')
    await message(desk, '在南京西路').getByRole('button', { name: '重试' }).waitFor()
    line.mend()
    await message(desk, '在南京西路').getByRole('button', { name: '重试' }).click()
    await bubble(page, '在南京西路').waitFor()
    await desk.locator('.connection').waitFor({ state: 'hidden' })

    await desk.context().route('**/messages', (route) => route.abort())
    await answer(desk, '地铁二号线。')
    await message(desk, '地铁二号线').getByRole('button', { name: '重试' }).waitFor()
    await desk.context().unroute('**/messages')
    await desk.reload()
    await bubble(page, '地铁二号线').waitFor()
    await message(desk, '地铁二号线').locator('.message-read').waitFor()
    const all = ['请问在哪里？', '在南京西路。', '地铁二号线。']
    assert.deepEqual(await said(page), all)
    assert.deepEqual(await texts(desk), all)
  })

  it('a desk and a chat that were away catch up by themselves', async () => {
    stage.expect(broken)
    const [near, far] = [await stage.cable(), await stage.cable()]
    const context = await stage.person()
    const page = await context.newPage()
    await page.goto(`${near.origin}/c/${stage.site}`)
    await say(page, '还在吗？')
    const desk = await stage.agent('lin', {}, `${far.origin}/desk`)
    await openConversation(desk, '还在吗')
    far.cut()
    await say(page, '我等着')
    await bubble(page, '我等着').locator('.state.sent').waitFor()
    far.mend()
    await message(desk, '我等着').waitFor()

    near.cut()
    await page.getByText('网络不稳定').waitFor()
    await answer(desk, '在的，您说。')
    await message(desk, '在的').getByText('已发送').waitFor()
    near.mend()
    await bubble(page, '在的').waitFor()
    assert.deepEqual(await said(page), ['还在吗？', '我等着', '在的，您说。'])
    assert.deepEqual(await texts(desk), await said(page))
  })

  it('polls carry the chat where sockets do not pass', async () => {
    const context = await stage.person()
    await openRoots(context)
    const page = await context.newPage()
    await page.routeWebSocket(/\/p\/webchat\/socket/, (socket) => socket.close())
    const polled = page.waitForRequest((request) => /\/p\/webchat\/news.*wait=/.test(request.url()))
    await page.goto(stage.website.origin)
    const panel = await openPanel(page)
    await polled
    await say(panel, '通过轮询来的')
    const desk = await stage.agent('lin')
    await rowOf(desk, '通过轮询来的').waitFor()
    await openConversation(desk, '通过轮询来的')
    await answer(desk, '也这样回去')
    await bubble(panel, '也这样回去').waitFor()
    await message(desk, '也这样回去').locator('.message-read').waitFor()
    await inputOf(panel).waitFor()
  })
})
