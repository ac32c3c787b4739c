import assert from 'node:assert/strict'
import { it } from 'node:test'
import { prepareHouse } from '../support/process.ts'
import { broken } from './cable.ts'
import { answer, message, openConversation, replyOf, texts } from './desk.ts'
import { inBrowser, signIn } from './stage.ts'
import { bubble, inputOf, said, say } from './visitor.ts'

inBrowser('While the program starts again', (stage) => {
  it('what both were writing stays, and goes out once, without a reload', async () => {
    stage.expect(broken)
    stage.expect(/503/)
    const house = await prepareHouse()
    stage.admit(house.address)
    try {
      await house.start()
      const page = await (await stage.person()).newPage()
      await page.goto(`${house.address}/c/${house.site}`)
      await say(page, '重启之前')
      const desk = await (await stage.person()).newPage()
      await signIn(desk, house.address, 'lin')
      await openConversation(desk, '重启之前')
      await desk.evaluate(() => (document.body.dataset['same'] = 'page'))
      await page.evaluate(() => (document.body.dataset['same'] = 'page'))
      await inputOf(page).fill('写到一半')
      await replyOf(desk).fill('回复到一半')

      await house.end('SIGTERM')
      await page.locator('footer .send').last().click()
      await bubble(page, '写到一半').locator('.state.waiting, .state.sending').waitFor()
      await replyOf(desk).press('Enter')
      await message(desk, '回复到一半').getByRole('button', { name: '重试' }).waitFor()
      await house.start()

      await message(desk, '写到一半').waitFor()
      await message(desk, '回复到一半').getByRole('button', { name: '重试' }).click()
      await bubble(page, '回复到一半').waitFor()
      await message(desk, '回复到一半').locator('.message-read').waitFor()
      await answer(desk, '重启之后')
      await bubble(page, '重启之后').waitFor()
      const visitors = await said(page)
      assert.deepEqual([...visitors].sort(), ['写到一半', '回复到一半', '重启之前', '重启之后'].sort())
      assert.deepEqual(await texts(desk), visitors)
      for (const screen of [page, desk])
        assert.equal(await screen.evaluate(() => document.body.dataset['same']), 'page')
    } finally {
      await house.end('SIGTERM')
      await house.remove()
    }
  })
})
