import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Page } from 'playwright-core'
import { faultsOf } from './axe.ts'
import { message, rowOf } from './desk.ts'
import { furnish } from './furniture.ts'
import { inBrowser } from './stage.ts'
import { inputOf, openPanel, openRoots } from './visitor.ts'

const admin = [
  'agents',
  'agents/new',
  'roles',
  'teams',
  'channels',
  'channels/new',
  'sessions',
  'audit',
  'jobs',
  'clinic',
]

inBrowser('Everybody can use', (stage) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`every page of the house, in its ${colorScheme} theme`, async () => {
      stage.expect(/404.*nowhere/)
      const guest = await (await stage.person({ colorScheme })).newPage()
      await visit(guest, stage.origin, '/login')
      const page = await stage.agent('lin', { colorScheme })
      await check(page)
      await page.locator('[popovertarget=me-menu]').click()
      await page.locator('#me-menu').waitFor()
      await check(page)
      for (const path of admin) await visit(page, stage.origin, `/admin/${path}`)
      for (const path of ['/account', '/nowhere']) await visit(page, stage.origin, path)
    })

    it(`a conversation with everything in it, and what the visitor sees of it, in ${colorScheme}`, async () => {
      const context = await stage.person({ colorScheme })
      await openRoots(context)
      const website = await context.newPage()
      await website.goto(stage.website.origin)
      const panel = await openPanel(website)
      await furnish(stage, panel, colorScheme)
      const desk = await stage.agent('lin', { colorScheme }, '/desk?view=all')
      await rowOf(desk, colorScheme).locator('.row').click()
      await message(desk, `内部备注 ${colorScheme}`).waitFor()
      await check(desk)
      await check(website)
      for (const frame of website.frames().slice(1)) assert.deepEqual(await faultsOf(frame), [], frame.url())

      const alone = await (await stage.person({ colorScheme })).newPage()
      await alone.goto(`${stage.origin}/c/${stage.site}`)
      await inputOf(alone).waitFor()
      await check(alone)
    })
  }
})

async function visit(page: Page, origin: string, path: string) {
  await page.goto(origin + path)
  await check(page)
}

async function check(page: Page) {
  assert.deepEqual(await faultsOf(page), [], page.url())
}
