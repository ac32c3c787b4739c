import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { loadConfig } from '../../config/load.ts'
import { createApp } from '../../core/app.ts'
import { setupPath } from '../../core/modules/setup/index.ts'
import webchat from '../../plugins/webchat/index.ts'
import { faultsOf } from './axe.ts'
import { inBrowser } from './stage.ts'

inBrowser('The first run', (stage) => {
  it('leads from the link in the log to the desk, for everybody, in both themes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'qiantai-setup-'))
    const env = { QIANTAI_DATA: folder, HOST: '127.0.0.1', PORT: '0', QIANTAI_LOG_LEVEL: 'silent' }
    const house = await createApp(loadConfig(env), { plugins: [webchat] })
    await house.start()
    const origin = `http://127.0.0.1:${house.server.info.port}`
    stage.admit(origin)
    try {
      const page = await (await stage.person()).newPage()
      await page.goto(origin + (await setupPath(house.app)))
      await check()
      await page.getByRole('button', { name: '中文' }).click()
      await page.waitForURL('**/account')
      await check()
      await page.fill('[name=name]', '林琳')
      await page.fill('[name=email]', 'lin@clinic.test')
      await page.fill('[name=password]', 'correct horse battery')
      await next()
      for (const step of ['security', 'clinic', 'hours', 'privacy', 'chat']) {
        await page.waitForURL(`**/setup/${step}`)
        await check()
        if (step === 'clinic') await page.fill('[name=name]', '悦颜医疗美容')
        if (step === 'security') await page.getByRole('button', { name: '稍后再说' }).click()
        else await next()
      }
      const chat = page.frameLocator('.setup-screen')
      await chat.locator('footer textarea').fill('试一试')
      await page.locator('.setup-try').waitFor()
      await check()
      await page.getByRole('button', { name: '进入工作台' }).click()
      await page.waitForURL('**/desk')

      async function check() {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          assert.deepEqual(await faultsOf(page), [], `${page.url()} ${colorScheme}`)
        }
      }
      async function next() {
        await page.locator('.form-actions .button-primary').first().click()
      }
      await page.close()
    } finally {
      await house.stop()
      await rm(folder, { recursive: true })
    }
  })
})
