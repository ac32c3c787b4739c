import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { photo } from '../../core/platform/files/corpus.ts'
import { until } from '../support/until.ts'
import { message, openConversation, replyOf } from './desk.ts'
import { inBrowser } from './stage.ts'
import { bubble, inputOf, said, say } from './visitor.ts'

inBrowser('Pictures, files and voices', (stage) => {
  it('a picture that a visitor picks or pastes shows on both sides', async () => {
    const { page, desk } = await meet('看照片')
    await page.locator('footer input[type=file]').setInputFiles(await picture('皮肤.jpg'))
    await isDrawn(page.locator('.list img.thumb').first())
    await isDrawn(desk.locator('.messages .attachment-image img').first())

    await paste(inputOf(page), await photo())
    await isDrawn(page.locator('.list img.thumb').nth(1))
    await isDrawn(desk.locator('.messages .attachment-image img').nth(1))

    await desk.locator('.messages .attachment-image').first().click()
    await isDrawn(desk.locator('#lightbox img.lightbox-image'))
    await desk.keyboard.press('Escape')
    await desk.locator('#lightbox').waitFor({ state: 'hidden' })
  })

  it('a picture that an agent picks or pastes goes with the words', async () => {
    const { page, desk } = await meet('想看案例')
    await desk.locator('.composer input[type=file]').setInputFiles(await picture('案例.jpg'))
    await paste(replyOf(desk), await photo())
    await desk.locator('.composer .upload[data-done]').nth(1).waitFor()
    await replyOf(desk).fill('这是两个案例')
    await replyOf(desk).press('Enter')
    await bubble(page, '这是两个案例').waitFor()
    await isDrawn(page.locator('.list img.thumb').nth(1))
    await isDrawn(desk.locator('.messages .message-out .attachment-image img').nth(1))
    assert.equal(await desk.locator('.composer .upload').count(), 0)
  })

  it('a file that is refused says why, and the words stay', async () => {
    stage.expect(/4(00|13|15|22) \(/)
    const { page, desk } = await meet('发个文件')
    const program = {
      name: 'setup.exe',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('MZ\x90\0 program'),
    }
    await inputOf(page).fill('还没写完')
    await page.locator('footer input[type=file]').setInputFiles(program)
    await page.locator('.list .foot.failed').waitFor()
    assert.equal(await inputOf(page).inputValue(), '还没写完')
    assert.match(await page.locator('.list .foot.failed').innerText(), /类型|格式|不支持/)

    await replyOf(desk).fill('也没写完')
    await desk.locator('.composer input[type=file]').setInputFiles(program)
    await desk.locator('.composer .upload[data-failed]').waitFor()
    assert.match(await desk.locator('.composer .upload-error').innerText(), /类型|格式|不支持/)
    await replyOf(desk).press('Enter')
    assert.equal(await replyOf(desk).inputValue(), '也没写完')
    await desk.locator('.composer .upload-remove').click()
    await replyOf(desk).press('Enter')
    await bubble(page, '也没写完').waitFor()
  })

  it('a voice note that a visitor records plays at the desk', async () => {
    const { page, desk } = await meet('不方便打字')
    const record = page.getByRole('button', { name: '按住或点击录音' })
    await record.click()
    await page.locator('footer .bar .time', { hasText: /0:0[2-9]/ }).waitFor()
    await page.getByRole('button', { name: '发送录音' }).click()
    await page.locator('.list .voice').waitFor()
    const voice = desk.locator('.messages .voice')
    await voice.waitFor()
    assert.match(await voice.locator('.voice-time').innerText(), /0:0[1-9]/)
    await voice.locator('.voice-button').click()
    await desk.waitForFunction(
      () => (document.querySelector<HTMLAudioElement>('.voice audio')?.currentTime ?? 0) > 0,
    )
    assert.deepEqual(await said(page), ['不方便打字'])
  })

  async function meet(words: string): Promise<{ page: Page; desk: Page }> {
    const page = await (await stage.person()).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, words)
    const desk = await stage.agent('lin')
    await openConversation(desk, words)
    await message(desk, words).waitFor()
    return { page, desk }
  }
})

async function picture(name: string) {
  return { name, mimeType: 'image/jpeg', buffer: await photo() }
}

/** The bytes have come, and they are a picture. */
async function isDrawn(image: Locator) {
  await until('it is drawn', () => image.evaluate((drawn: HTMLImageElement) => drawn.naturalWidth > 0))
}

function paste(field: Locator, data: Buffer): Promise<void> {
  return field.evaluate((field, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([bytes], 'image.jpg', { type: 'image/jpeg' }))
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, data.toString('base64'))
}
