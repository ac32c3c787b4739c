import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../support/until.ts'
import { answer, message, openConversation, replyOf, rowOf } from './desk.ts'
import { inBrowser } from './stage.ts'
import { bubble, inputOf, launcherOf, openPanel, openRoots, say } from './visitor.ts'
import { snippetOf } from './website.ts'

const campaign = '/?utm_source=baidu&utm_medium=cpc&utm_term=双眼皮价格&bd_vid=123'

inBrowser('The chat on a website of somebody else', (stage) => {
  it('leaves the page as it was, and its own inside closed to it', async () => {
    const context = await stage.person()
    const page = await context.newPage()
    const { website, origin, site } = stage
    website.embed('')
    await page.goto(website.origin)
    const bare = await places(page)
    website.embed(snippetOf(origin, site))
    await page.goto(website.origin)
    await page.locator('#qiantai').waitFor({ state: 'attached' })
    assert.deepEqual(await places(page), bare)
    assert.equal(await page.evaluate(() => document.getElementById('qiantai')?.shadowRoot), null)
  })

  it('carries words, states and typing both ways, with where the visitor came from', async () => {
    const desk = await stage.agent('lin')
    const context = await stage.person()
    await openRoots(context)
    const page = await context.newPage()
    await page.goto(stage.website.origin + campaign)
    const panel = await openPanel(page)

    await say(panel, '您好，双眼皮多少钱？')
    const row = rowOf(desk, '双眼皮多少钱')
    await row.waitFor()
    assert.match(await row.innerText(), /百度[^]*双眼皮价格/)
    await bubble(panel, '双眼皮多少钱').locator('.state.delivered, .state.sent').waitFor()

    await openConversation(desk, '双眼皮多少钱')
    await bubble(panel, '双眼皮多少钱').locator('.state.read').waitFor()
    const rail = desk.locator('#rail')
    await rail.getByText('双眼皮价格').first().waitFor()
    await rail.locator('.path-live', { hasText: '双眼皮手术' }).waitFor()

    await inputOf(panel).pressSequentially('还想问恢复期')
    await desk.locator('.typing', { hasText: '还想问恢复期' }).waitFor()
    await replyOf(desk).pressSequentially('您')
    await panel.locator('.typing .dots').waitFor()

    await answer(desk, '面诊后报价，恢复期一周。')
    await bubble(panel, '恢复期一周').waitFor()
    await message(desk, '恢复期一周').locator('.message-read').waitFor()
  })

  it('tells no page after consent was withdrawn, until it is given anew', async () => {
    const context = await stage.person()
    await openRoots(context)
    const page = await context.newPage()
    const told: string[] = []
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => told.push(String(payload))))
    page.on('request', (request) => told.push(request.postData() ?? ''))
    const step = (name: string) =>
      page.evaluate((given) => (window as unknown as Widget).qiantai('track', given), name)
    const heard = (name: string) => told.some((text) => text.includes(`"title":"${name}"`))
    const key = `qiantai:${stage.site}:quiet`
    const isQuiet = () => page.evaluate((key) => localStorage.getItem(key) !== null, key)
    await page.goto(stage.website.origin)
    const panel = await openPanel(page)
    await say(panel, '同意之后说的')
    await bubble(panel, '同意之后说的').locator('.state.sent').waitFor()
    await step('before')

    await panel.locator('header .menu-button').click()
    await panel.getByRole('menuitem', { name: '撤回同意' }).click()
    await panel.getByRole('button', { name: '撤回同意' }).click()
    await panel.getByText('已撤回同意').waitFor()
    await until('the page knows', isQuiet)
    await step('quiet')
    await page.reload()
    const anew = await openPanel(page)
    await step('still quiet')
    await step('in view when asked again')
    await say(anew, '再次同意')
    await bubble(anew, '再次同意').locator('.state.sent').waitFor()
    await until('the page knows', async () => !(await isQuiet()))
    await step('again')
    await until('it is told', () => heard('again'))
    assert.deepEqual(['before', 'quiet', 'still quiet', 'again'].map(heard), [true, false, false, true])
  })

  it('says on the launcher what came while the panel was closed, and delivered is not yet read', async () => {
    const desk = await stage.agent('lin')
    const context = await stage.person()
    await openRoots(context)
    const page = await context.newPage()
    await page.goto(stage.website.origin)
    const panel = await openPanel(page)
    await say(panel, '周末上班吗？')
    await bubble(panel, '周末上班吗').locator('.state').waitFor()
    await panel.locator('header button').last().click()

    await openConversation(desk, '周末上班吗')
    await answer(desk, '周末照常接待。')
    await page.locator('#qiantai .badge', { hasText: '1' }).waitFor()
    await message(desk, '周末照常接待').getByText('已送达').waitFor()
    await launcherOf(page).click()
    await message(desk, '周末照常接待').locator('.message-read').waitFor()
    await page.locator('#qiantai .badge', { hasText: /^$/ }).waitFor({ state: 'attached' })
  })

  it('shows nothing on a website that is not on the list, and its panel cannot be framed there', async () => {
    stage.expect(/frame-ancestors|Failed to load resource|CORS policy/)
    const context = await stage.person()
    await openRoots(context)
    const page = await context.newPage()
    const refused = page.waitForEvent('requestfailed', (request) => /webchat.config/.test(request.url()))
    await page.goto(stage.website.stranger)
    await refused
    const src = `${stage.origin}/p/webchat/panel?site=${stage.site}`
    const blocked = page.waitForEvent('console', (line) => line.text().includes('frame-ancestors'))
    await page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src }))
    }, src)
    await blocked
    assert.equal(await launcherOf(page).count(), 0)
  })
})

function places(page: Page) {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll('header, section, footer, h1, h2, a')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return [element.tagName, x, y, width, height]
    })
    const { scrollHeight, scrollWidth } = document.documentElement
    return { boxes, scrollHeight, scrollWidth }
  })
}

type Widget = { qiantai: (name: string, value: string) => void }
