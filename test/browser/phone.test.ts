import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Frame, Page } from 'playwright-core'
import { message, openConversation, replyOf, rowOf } from './desk.ts'
import { inBrowser, phone } from './stage.ts'
import { bubble, inputOf, launcherOf, openPanel, openRoots, say } from './visitor.ts'

inBrowser('On a phone', (stage) => {
  it('the panel fills the screen, and the back button closes it where the page was', async () => {
    const context = await stage.person(phone)
    await openRoots(context)
    const page = await context.newPage()
    await page.goto(stage.website.origin)
    await page.evaluate(() => scrollTo(0, 300))
    const panel = await openPanel(page)
    const frame = page.locator('#qiantai iframe')
    await page.waitForFunction(() => innerWidth === 390)
    assert.deepEqual(await frame.boundingBox(), { x: 0, y: 0, width: 390, height: 844 })
    await say(panel, '手机上的问题')
    await bubble(panel, '手机上的问题').waitFor()
    await isComfortable(page.frames().at(-1)!)

    await page.goBack()
    await frame.waitFor({ state: 'hidden' })
    assert.equal(page.url(), `${stage.website.origin}/`)
    assert.equal(await page.evaluate(() => scrollY), 300)
    await launcherOf(page).waitFor()
    await isComfortable(page)
  })

  it('Enter is a new line, and the button sends', async () => {
    const page = await (await stage.person(phone)).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await inputOf(page).fill('第一行')
    await inputOf(page).press('Enter')
    await page.keyboard.type('第二行')
    assert.equal(await inputOf(page).inputValue(), '第一行\n第二行')
    await page.locator('footer .line > button.send').tap()
    await bubble(page, '第二行').waitFor()
    await isComfortable(page)
  })

  it('the desk goes from the list to a conversation and back', async () => {
    const page = await (await stage.person(phone)).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '手机客服在吗')
    const desk = await stage.agent('lin', phone)
    await isComfortable(desk)
    assert.equal(await replyOf(desk).count(), 0)
    await openConversation(desk, '手机客服在吗')
    assert.equal(await rowOf(desk, '手机客服在吗').isVisible(), false)
    await isComfortable(desk)
    await replyOf(desk).fill('在的')
    await desk.locator('.composer-send').tap()
    await message(desk, '在的').waitFor()
    await bubble(page, '在的').waitFor()

    await desk.locator('.conversation-head a.only-phone').tap()
    await desk.locator('.list').waitFor()
    assert.equal(await desk.locator('.pane-conversation').isVisible(), false)
    await desk.goBack()
    await message(desk, '在的').waitFor()
  })

  it('the pages of the house fit', async () => {
    const page = await stage.agent('lin', phone)
    for (const name of ['agents', 'roles', 'teams', 'channels', 'sessions', 'audit', 'jobs', 'clinic']) {
      await page.goto(`${stage.origin}/admin/${name}`)
      await isComfortable(page)
    }
    await page.goto(`${stage.origin}/account`)
    await isComfortable(page)
  })
})

/** Nothing goes over the edge, and no field is so small that the phone zooms in. */
async function isComfortable(page: Page | Frame) {
  const seen = await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLElement>('input, textarea, select')]
    const shown = fields.filter(
      (field) =>
        field.checkVisibility() && !/checkbox|radio|hidden|file|color/.test(field.getAttribute('type') ?? ''),
    )
    const small = shown.filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16)
    return {
      over: Math.max(0, document.documentElement.scrollWidth - innerWidth),
      small: small.map((field) => field.outerHTML.slice(0, 120)),
    }
  })
  assert.deepEqual(seen, { over: 0, small: [] }, page.url())
}
