import assert from 'node:assert/strict'
import { it } from 'node:test'
import { photo } from '../../core/platform/files/corpus.ts'
import { corpus } from '../support/corpus.ts'
import { answer, rowOf } from './desk.ts'
import { inBrowser } from './stage.ts'
import { inputOf, said, say } from './visitor.ts'

/** What means something to a browser; the rest of the corpus means something to servers. */
const texts = Object.values(corpus).filter((text) => /[<{"':]/.test(text) && text.length < 500)
const names = texts.filter((text) => /[<"]/.test(text)).slice(0, 5)
const image = corpus['an image'] ?? ''
const style = corpus['a style'] ?? ''

inBrowser('Whatever a visitor writes', (stage) => {
  it('is text on every screen, in the list, the rail and notifications', async () => {
    const desk = await stage.agent('lin', { permissions: ['notifications'] }, '/desk?view=all')
    await desk.evaluate(() => {
      const told: string[] = []
      Object.assign(window, { told })
      Object.assign(window, {
        Notification: class extends EventTarget {
          static permission = 'granted'
          constructor(title: string, { body }: { body: string }) {
            super()
            told.push(`${title} ${body}`)
          }
        },
      })
      document.hasFocus = () => false
    })
    const context = await stage.person({ userAgent: `Mozilla/5.0 ${image}` })
    const page = await context.newPage()
    const landing = encodeURIComponent(image)
    await page.goto(`${stage.origin}/c/${stage.site}?utm_source=${landing}&utm_term=${landing}`)
    await inputOf(page).waitFor()
    for (const [index, text] of texts.entries()) {
      if (index % 15 === 14) stage.clinic.clock.pass(60)
      await say(page, text)
      await page.locator('.list .row').nth(index).locator('.bubble').waitFor()
    }
    await page.waitForFunction(
      (count) => document.querySelectorAll('.list .row').length === count,
      texts.length,
    )
    await page.locator('.list .row').last().locator('.state.sent, .state.delivered').waitFor()
    assert.deepEqual((await said(page)).map(plain), texts.map(plain))

    const row = rowOf(desk, '访客')
    await row.getByText(plain(texts.at(-1) ?? '').slice(-3)).waitFor()
    await row.locator('.row').click()
    await desk.waitForFunction(
      (count) => document.querySelectorAll('.messages .message-in').length === count,
      texts.length,
    )
    assert.deepEqual(
      (await desk.locator('.messages .message-text').allTextContents()).map(plain),
      texts.map(plain),
    )
    await desk.waitForFunction(() => (window as unknown as { told: string[] }).told.length > 0)

    for (const name of names) await upload(`${name}.jpg`)
    await desk
      .locator('.messages .attachment-image img')
      .nth(names.length - 1)
      .waitFor()
    await answer(desk, corpus['another stream'] ?? '')
    await desk.locator('.message-out').waitFor()
    for (const [field, text] of [
      ['[name=name]', image],
      ['[name=note]', style],
    ] as const) {
      await desk.locator(`#rail ${field}`).fill(text)
      await desk.locator(`#rail ${field}`).press('Tab')
    }
    await desk.locator('h1', { hasText: 'onerror' }).waitFor()
    await desk.reload()
    await desk.locator('h1', { hasText: 'onerror' }).waitFor()
    await desk.goto(`${stage.origin}/desk?view=all&q=${encodeURIComponent(image)}`)
    assert.equal(
      await desk.locator('img[src=x], svg[onload], iframe, base, form[action^="https:"]').count(),
      0,
    )

    async function upload(name: string) {
      const file = { name, mimeType: 'image/jpeg', buffer: await photo() }
      stage.clinic.clock.pass(20)
      await page.locator('footer input[type=file]').setInputFiles(file)
    }
  })
})

/** As a page shows it: without what has no shape, and with its spaces drawn together. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cf}\s]+/gu, ' ').trim()
}
