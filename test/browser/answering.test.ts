import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { club as clubPlugin, delivered } from '../../core/testing/club/index.ts'
import { until } from '../support/until.ts'
import { faultsOf } from './axe.ts'
import { type Club, openClub } from './club.ts'
import { answer, message, replyOf } from './desk.ts'
import { inBrowser, phone } from './stage.ts'

inBrowser(
  'Whoever answers',
  (stage) => {
    let club: Club
    /** What was written is in its row at once, and at the platform a moment later. */
    const carried = (isThere: () => boolean) =>
      until('it is at the platform', async () => {
        await stage.clinic.drain()
        return isThere()
      })
    before(async () => {
      club = await openClub(stage)
    })

    it('sees how many replies are left, and the last one closes the window until the customer writes', async () => {
      await club.does('anna', 'choose')
      const desk = await club.meets('客户点击了菜单')
      await meter(desk, /还可回复 1 条 · 至 .*\d\d:\d\d/).waitFor()
      assert.equal(await meter(desk).getAttribute('data-level'), 'low')
      assert.match(await desk.locator('.meter-rest').innerText(), /剩 (1:00|0:[0-5]\d)/)
      await answer(desk, '您好，请问想了解什么？')
      await closed(desk).waitFor()
      await replyOf(desk).waitFor({ state: 'hidden' })
      assert.equal(await desk.locator('.composer [data-can=image]').isVisible(), false)

      await club.says(club.member, 'anna', '想问水光针')
      await meter(desk, /还可回复 5 条/).waitFor()
      await answer(desk, '水光针 980 元一次。')
      await meter(desk, /还可回复 4 条/).waitFor()
      assert.equal(await closed(desk).isVisible(), false)
    })

    it('sees the time run out, and keeps what was written', async () => {
      await club.does('bo', 'choose')
      const desk = await club.meets('客户点击了菜单')
      await desk.clock.install()
      await desk.reload()
      await meter(desk, /还可回复 1 条/).waitFor()
      await replyOf(desk).fill('还没写完')
      stage.clinic.clock.pass(61)
      await desk.clock.fastForward(61_000)
      await closed(desk).waitFor()
      await replyOf(desk).press('Enter')
      assert.equal(await replyOf(desk).inputValue(), '还没写完')
      assert.equal(await desk.locator('.message-out', { hasText: '还没写完' }).count(), 0)
    })

    it('says once, with the words in sight, that everybody may read them', async () => {
      await club.says(club.wall, 'public:cai', '会留疤吗', { public: { title: '七天记录' } })
      const desk = await club.meets('会留疤吗')
      await desk.getByText('公开回复：所有人可见').waitFor()
      assert.match(await message(desk, '会留疤吗').innerText(), /公开[\s\S]*七天记录/)
      const dialog = desk.locator('.public-confirm')
      await answer(desk, '一般不会。')
      assert.match(await dialog.innerText(), /一般不会。/)
      await desk.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      assert.equal(await replyOf(desk).inputValue(), '一般不会。')
      assert.equal(await desk.locator('.message-out').count(), 0)

      await replyOf(desk).press('Enter')
      await dialog.getByRole('button', { name: '公开发送' }).click()
      await desk.locator('.message-public.message-out', { hasText: '一般不会。' }).waitFor()
      await answer(desk, '注意防晒。')
      await desk.locator('.message-public.message-out', { hasText: '注意防晒。' }).waitFor()
      assert.equal(await dialog.isVisible(), false)
    })

    it('goes over to private words where the customer can be reached so', async () => {
      for (const [channel, who] of [
        [club.member, 'dan'],
        [club.wall, 'public:dan'],
      ] as const)
        await channel.introduce(who, { name: '丹丹', subject: 'club:dan', proof: 'verified' })
      await club.says(club.member, 'dan', '私下问过价格')
      await club.says(club.wall, 'public:dan', '公开再问一次', { public: { title: '价目' } })
      const desk = await club.meets('公开再问一次')
      assert.equal(await tool(desk, 'image').isVisible(), false)
      await desk.getByRole('button', { name: '转为私信' }).click()
      assert.match(await replyOf(desk).inputValue(), /私信/)
      await tool(desk, 'image').waitFor()
      await replyOf(desk).press('Enter')
      await desk.locator('.message-out:not(.message-public)', { hasText: '私信' }).waitFor()
      await carried(() => delivered.at(-1)?.to === 'dan')
    })

    it('collects short lines and sends them as one', async () => {
      await club.says(club.member, 'eve', '能一次说完吗')
      const desk = await club.meets('能一次说完吗')
      await desk.getByRole('button', { name: '合并发送' }).click()
      for (const line of ['您好', '可以的', '您请说']) await answer(desk, line)
      assert.equal(await desk.locator('.pile-line').count(), 3)
      await desk.locator('.pile-line').nth(1).getByRole('button').click()
      await replyOf(desk).press('Control+Enter')
      await desk.locator('.message-out').waitFor()
      assert.deepEqual(await desk.locator('.message-out .message-text').allTextContents(), ['您好\n您请说'])
      await meter(desk, /还可回复 4 条/).waitFor()
      await desk.getByRole('button', { name: '合并发送' }).click()
    })

    it('sends a voice note after hearing it', async () => {
      await club.says(club.member, 'fei', '可以发语音吗')
      const desk = await club.meets('可以发语音吗')
      await tool(desk, 'voice').click()
      await desk.locator('.recorder-time', { hasText: /0:0[1-9]/ }).waitFor()
      await desk.getByRole('button', { name: '结束', exact: true }).click()
      await desk.locator('.recorder-preview .voice-time', { hasText: /0:0[1-9]/ }).waitFor()
      await desk.getByRole('button', { name: '发送语音' }).click()
      await desk.locator('.message-out .voice').waitFor()
      await carried(() => delivered.at(-1)?.kind === 'voice')
      assert.equal(delivered.at(-1)?.files[0]?.mime, 'audio/wav')
    })

    it('lets go of the microphone where a note begins, and keeps what was said', async () => {
      await club.says(club.member, 'hua', '听得到吗')
      const desk = await club.meets('听得到吗')
      await tool(desk, 'voice').click()
      await desk.locator('.recorder-time', { hasText: /0:0[1-9]/ }).waitFor()
      await desk.locator('.composer-tab[data-mode=note]').click()
      await desk.locator('.recorder-preview').waitFor({ state: 'hidden' })
      await desk.locator('.composer-tab[data-mode=reply]').click()
      await desk.getByRole('button', { name: '发送语音' }).waitFor()
    })

    it('sends a link, a question and a notice, each wrong field said beside it', async () => {
      const landing = 'https://clinic.test/care?utm_source=newsletter'
      await club.member.visit('gao', { uid: 'visit-of-gao', landing, referrer: '', userAgent: '' })
      await club.says(club.member, 'gao', '发个链接吧')
      const desk = await club.meets('发个链接吧')
      const link = await sheet(desk, '链接')
      await link.getByLabel('标题').fill('术后护理')
      await link.getByLabel('网址').fill('example')
      await submit(link)
      assert.match(await link.locator('.field', { hasText: '网址' }).innerText(), /完整网址/)
      await link.getByLabel('网址').fill('https://example.com/care')
      await submit(link)
      await desk.locator('.message-out a.piece', { hasText: '术后护理' }).waitFor()

      const question = await sheet(desk, '选项提问')
      await question.getByLabel('问题').fill('想了解什么？')
      for (const [index, text] of ['价格', '恢复期'].entries())
        await question.locator('[name=items]').nth(index).fill(text)
      await submit(question)
      await desk.locator('.piece-choices', { hasText: '恢复期' }).waitFor()

      stage.expect(/400 \(/)
      const notice = await sheet(desk, '服务通知')
      await notice.locator('.notice-option', { hasText: '到院提醒' }).click()
      await isReady(notice)
      await notice.getByLabel('称呼').fill('高女士')
      await notice.getByLabel('项目').fill('一个名字很长很长很长很长很长很长很长的项目')
      await notice.getByLabel('时间').fill('11月24日 14:20')
      assert.match(await notice.locator('.notice-words').innerText(), /高女士.*11月24日 14:20/)
      await submit(notice)
      await notice.getByText('请控制在 20 个字以内').waitFor()
      await notice.getByLabel('项目').fill('水光针')
      await submit(notice)
      await desk.locator('.piece-notice', { hasText: '您预约的水光针将于' }).waitFor()
      const kinds = () => delivered.slice(-3).map(({ kind }) => kind)
      await carried(() => kinds().join() === 'link,choices,notice')
    })

    it('is told where a message stands that the platform refused later', async () => {
      await club.says(club.member, 'han', '还能回复吗')
      const desk = await club.meets('还能回复吗')
      await answer(desk, '已过期的回复')
      await desk.locator('.message-out[data-state=failed]', { hasText: 'out of time' }).waitFor()
      await closed(desk).waitFor()
    })

    for (const colorScheme of ['light', 'dark'] as const)
      it(`can use all of it, in ${colorScheme} and on a phone`, async () => {
        await club.says(club.wall, `public:${colorScheme}`, `公开 ${colorScheme}`, {
          public: { title: '价目' },
        })
        await club.says(club.member, colorScheme, `私下 ${colorScheme}`)
        for (const [text, options] of [
          [`公开 ${colorScheme}`, { colorScheme }],
          [`私下 ${colorScheme}`, { colorScheme }],
          [`私下 ${colorScheme}`, { colorScheme, ...phone }],
        ] as const) {
          const desk = await club.meets(text, options)
          assert.deepEqual(await faultsOf(desk), [])
          const over = await desk.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          assert.ok(over <= 0)
        }
        const desk = await club.meets(`私下 ${colorScheme}`, { colorScheme })
        for (const name of ['链接', '小程序卡片', '选项提问']) {
          const dialog = await sheet(desk, name)
          await submit(dialog)
          assert.deepEqual(await faultsOf(desk), [], name)
          await desk.keyboard.press('Escape')
          await dialog.waitFor({ state: 'hidden' })
        }
      })
  },
  [clubPlugin],
)

/** Its fields are there, and the focus has been put into the first of them. */
async function isReady(dialog: Locator): Promise<void> {
  await dialog.locator('.dialog-foot .button-primary:enabled').waitFor()
}

function meter(desk: Page, words?: RegExp): Locator {
  return desk.locator('.meter:visible', words && { hasText: words })
}

function closed(desk: Page): Locator {
  return desk.locator('.window-closed:visible')
}

function tool(desk: Page, can: string): Locator {
  return desk.locator(`.composer-bar > [data-can="${can}"]`)
}

/** The dialog that this entry of the composer's menu opens. */
async function sheet(desk: Page, name: string): Promise<Locator> {
  await desk.getByRole('button', { name: '更多内容' }).click()
  await desk.locator('.menu:popover-open .menu-item', { hasText: name }).click()
  return desk.locator('.sheet[open]')
}

async function submit(dialog: Locator) {
  await dialog.locator('.dialog-foot .button-primary').click()
}
