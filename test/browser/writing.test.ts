import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Page } from 'playwright-core'
import { message, openConversation, replyOf, rowOf, texts } from './desk.ts'
import { inBrowser } from './stage.ts'
import { bubble, inputOf, said, say } from './visitor.ts'

inBrowser('With the keyboard alone', (stage) => {
  it('Enter picks the word of an input method and sends nothing, on either side', async () => {
    const page = await (await stage.person()).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '输入法')
    const desk = await stage.agent('lin')
    await openConversation(desk, '输入法')
    for (const [screen, field] of [
      [page, inputOf(page)],
      [desk, replyOf(desk)],
    ] as const) {
      await field.focus()
      await compose(screen, 'nihao')
      await enterWhileComposing(screen)
      assert.equal(await field.inputValue(), 'nihao')
      await commit(screen, '你好')
      assert.equal(await field.inputValue(), '你好')
      await screen.keyboard.press('Shift+Enter')
      await screen.keyboard.type('在吗')
      await screen.keyboard.press('Enter')
      await (screen === page ? bubble(page, '在吗') : message(desk, '在吗').nth(0)).waitFor()
      assert.equal(await field.inputValue(), '')
    }
    await desk.locator('.message-out', { hasText: '在吗' }).waitFor()
    await bubble(page, '在吗').nth(1).waitFor()
    assert.deepEqual(await said(page), ['输入法', '你好\n在吗', '你好\n在吗'])
    assert.deepEqual(await texts(desk), await said(page))
  })

  it('a day at the desk needs no mouse', async () => {
    const people = await Promise.all(
      ['一号', '二号'].map(async (name) => {
        const page = await (await stage.person()).newPage()
        await page.goto(`${stage.origin}/c/${stage.site}`)
        await say(page, `我是${name}`)
        await bubble(page, name).locator('.state.sent, .state.delivered').waitFor()
        return page
      }),
    )
    const desk = await stage.agent('lin', {}, '/desk?view=all')
    for (const words of ['我是一号', '我是二号']) await rowOf(desk, words).waitFor()
    const rows = await desk.locator('.row').count()
    for (let step = 0; step < rows; step += 1) await desk.keyboard.press('j')
    const last = await focusedRow(desk)
    await desk.keyboard.press('k')
    const before = await focusedRow(desk)
    assert.notEqual(before, last)
    await desk.keyboard.press('Enter')
    await desk.locator(`.pane-conversation h1`, { hasText: nameIn(before) }).waitFor()

    await desk.keyboard.press('?')
    const help = desk.locator('#keys-dialog')
    await help.waitFor()
    await desk.keyboard.press('Escape')
    await help.waitFor({ state: 'hidden' })

    await desk.keyboard.press('Control+k')
    await focusIn(desk, '#palette')
    await desk.keyboard.type('内部备注')
    await desk.keyboard.press('Enter')
    await focusIn(desk, '.composer')
    await desk.keyboard.type('用键盘写的备注')
    await desk.keyboard.press('Enter')
    await desk.locator('.message-note', { hasText: '用键盘写的备注' }).waitFor()
    await desk.keyboard.press('Escape')
    await desk.keyboard.press('r')
    await focusIn(desk, '.composer')
    await desk.keyboard.type('用键盘写的回复')
    await desk.keyboard.press('Enter')
    await desk.locator('.message-out', { hasText: '用键盘写的回复' }).waitFor()
    await Promise.any(people.map((page) => bubble(page, '用键盘写的回复').waitFor()))

    await desk.keyboard.press('Escape')
    await desk.keyboard.press('e')
    await desk.getByText('会话已结束').first().waitFor()
    await desk.locator('.toast').getByRole('button', { name: '撤销' }).press('Enter')
    await desk.getByText('会话已重新打开').first().waitFor()
    await desk.keyboard.press('/')
    await focusIn(desk, '#list-search')
  })

  it('focus goes through the desk in order, and comes out of every menu and dialog', async () => {
    const page = await (await stage.person()).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await say(page, '焦点')
    const desk = await stage.agent('lin')
    await openConversation(desk, '焦点')
    await desk.reload()
    const order = await places(desk, ['nav', 'pane-list', 'pane-conversation', 'pane-rail'])
    assert.deepEqual(order, ['nav', 'pane-list', 'pane-conversation', 'pane-rail'])

    await desk.locator('body').click({ position: { x: 700, y: 400 } })
    for (const [press, inside] of [
      ['a', '[id^=assign-menu]'],
      ['s', '[id^=snooze-menu]'],
      ['Control+k', '#palette'],
      ['?', '#keys-dialog'],
    ] as const) {
      await desk.keyboard.press(press)
      await desk.locator(inside).waitFor()
      await focusIn(desk, inside)
      await desk.keyboard.press('Escape')
      await desk.locator(inside).waitFor({ state: 'hidden' })
    }
  })

  it('what is drawn anew gives the focus back only where it took it away', async () => {
    const desk = await stage.agent('lin')
    await desk.locator('#list-search').focus()
    await drawAnew(desk, '#list-search')
    await focusIn(desk, '#list-search')
    await drawAnew(desk, '#list-search', '.nav a')
    await focusIn(desk, '.nav')
  })
})

/** The panes that Tab comes to, each once, in the order in which it comes to them. */
async function places(desk: Page, wanted: string[]): Promise<string[]> {
  const passed = new Set<string>()
  for (let step = 0; step < 90 && passed.size < wanted.length; step += 1) {
    await desk.keyboard.press('Tab')
    const place = await desk.evaluate(
      (wanted) => wanted.find((name) => document.activeElement?.closest(`.${name}`)),
      wanted,
    )
    if (place) passed.add(place)
  }
  return [...passed]
}

async function focusIn(page: Page, place: string): Promise<void> {
  await page.waitForFunction((place) => document.activeElement?.closest(place), place)
}

/** Puts a copy of an element in its place as news from the server does, and the focus elsewhere before it is there. */
async function drawAnew(page: Page, place: string, next?: string): Promise<void> {
  const before = await page.locator(place).elementHandle()
  await page.evaluate(
    ([place, next]) => {
      const { Turbo } = window as unknown as { Turbo: { renderStreamMessage: (html: string) => void } }
      const copy = document.querySelector(place)?.outerHTML
      Turbo.renderStreamMessage(
        `<turbo-stream action="replace" targets="${place}"><template>${copy}</template></turbo-stream>`,
      )
      if (next) document.querySelector<HTMLElement>(next)?.focus()
    },
    [place, next] as const,
  )
  await page.waitForFunction((before) => !before?.isConnected, before)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

async function compose(page: Page, text: string) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  })
}

/** As browsers tell it: the key belongs to the input method. */
async function enterWhileComposing(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 }
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key })
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key })
}

async function commit(page: Page, text: string) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Input.insertText', { text })
}

function focusedRow(desk: Page): Promise<string> {
  return desk.evaluate(() => document.activeElement?.closest('.row')?.textContent ?? '')
}

function nameIn(row: string): RegExp {
  return new RegExp(/访客 \d+/.exec(row)?.[0] ?? 'nobody')
}
