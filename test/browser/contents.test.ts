import assert from 'node:assert/strict'
import { it } from 'node:test'
import { answer } from '../../core/testing/index.ts'
import { openConversation } from './desk.ts'
import { inBrowser } from './stage.ts'
import { bubble, inputOf, say } from './visitor.ts'

const care = {
  type: 'link',
  title: '热玛吉术后护理',
  description: '前三天怎么洗脸、多久能化妆',
  url: 'https://clinic.example/care',
} as const

inBrowser('More than words', (stage) => {
  it('reaches a visitor as a link to open and a question to answer with one touch', async () => {
    const page = await (await stage.person({ viewport: { width: 420, height: 760 } })).newPage()
    await page.goto(`${stage.origin}/c/${stage.site}`)
    await inputOf(page).waitFor()
    await say(page, '术后怎么护理')
    await bubble(page, '术后怎么护理').locator('.state.sent, .state.delivered').waitFor()
    await answer(stage.clinic, 'lin', '术后怎么护理', care)
    const link = page.getByRole('link', { name: care.title })
    await link.waitFor()
    assert.deepEqual(
      [await link.getAttribute('href'), await link.getAttribute('rel')],
      [care.url, 'noopener noreferrer'],
    )
    const preview = `${stage.clinic.app.i18n.t('zh-CN', 'desk.preview.link')} ${care.title}`
    const items = [
      { id: '1', text: '解决了' },
      { id: '2', text: '还想再问问' },
    ]
    await answer(stage.clinic, 'lin', preview, { type: 'choices', head: '您的问题解决了吗？', items })
    await page.getByRole('button', { name: '还想再问问' }).click()
    await bubble(page, '还想再问问').last().locator('.state.sent, .state.delivered').waitFor()
    const desk = await stage.agent('lin', {}, '/desk?view=mine')
    await openConversation(desk, '还想再问问')
  })
})
