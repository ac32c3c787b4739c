import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { it } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { addChannel } from '../../core/modules/channels/index.ts'
import asterisk from '../../plugins/asterisk/index.ts'
import { faultsOf } from './axe.ts'
import { inBrowser, phone, type Stage } from './stage.ts'

const secret = 'the-password-of-steering'
const screens: Record<string, BrowserContextOptions> = {
  'in the light': { colorScheme: 'light' },
  'in the dark': { colorScheme: 'dark' },
  'on a phone': phone,
}

inBrowser(
  'The files for an exchange',
  (stage) => {
    it('hide their secrets until an admin asks, and come as one archive', async () => {
      const page = await stage.agent('lin', {}, await exchange(stage, '10.0.0.1'))
      const file = page.locator('details', { hasText: 'ari.conf' })
      await file.locator('summary').click()
      await file.getByText('password = ••••••••').waitFor()
      await page.getByRole('button', { name: '显示密钥' }).click()
      await file.locator('summary').click()
      await file.getByText(`password = ${secret}`).waitFor()
      const coming = page.waitForEvent('download')
      await page.getByRole('button', { name: '下载全部文件' }).click()
      const archive = await readFile(await (await coming).path())
      assert.ok(archive.includes(`password = ${secret}`))
    })

    for (const [name, options] of Object.entries(screens)) {
      it(`can be read by everybody ${name}`, async () => {
        const page = await stage.agent('lin', options, await exchange(stage, name))
        await page.locator('summary', { hasText: 'pjsip.conf' }).click()
        assert.deepEqual(await faultsOf(page), [])
        const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        assert.ok(width <= 0, `wider than the screen by ${width}`)
      })
    }
  },
  [asterisk],
)

/** An account whose exchange is not there yet; answers the address of its files. */
async function exchange({ clinic }: Stage, host: string): Promise<string> {
  const settings = { url: `http://${host.replaceAll(' ', '-')}:8088`, secret, trunkHost: 'ims.example.cn' }
  const account = { plugin: 'asterisk', kind: 'pbx', name: '总机', settings, untested: true }
  const id = await addChannel(clinic.app, { actor: 'agent:1' }, account)
  return `/admin/channels/${id}/configuration`
}
