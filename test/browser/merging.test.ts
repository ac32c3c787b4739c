import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { visitors } from '../../core/testing/index.ts'
import { faultsOf } from './axe.ts'
import { inBrowser, phone, type Stage } from './stage.ts'

const screens: Record<string, BrowserContextOptions> = {
  'in the light': { colorScheme: 'light' },
  'in the dark': { colorScheme: 'dark', locale: 'en' },
  'on a phone': phone,
}

inBrowser('Two records of one customer', (stage) => {
  it('are looked at side by side, become one, and two again', async () => {
    const { anna } = await arrive(stage)
    const page = await stage.agent('mei', {}, `/conversations/${anna}`)
    const rail = page.locator('#rail')
    await rail.getByText('手机号相同 138****5678').waitFor()
    await rail.getByLabel('归属顾问').selectOption({ label: '郝医生' })
    await rail.getByRole('link', { name: '对比并合并' }).click()
    await page.getByRole('heading', { name: '合并客户' }).waitFor()
    await page
      .getByRole('region', { name: '并入' })
      .getByRole('radio', { name: '王女士', exact: true })
      .check()
    await page.getByRole('button', { name: '确认合并' }).click()
    await page.getByText('已合并为同一位客户').first().waitFor()
    assert.equal(await rail.locator('input[name=name]').inputValue(), '王女士')
    await rail.getByText('其他姓名：王安娜').waitFor()
    assert.equal(await rail.getByLabel('归属顾问').locator('option:checked').textContent(), '郝医生')
    await page.locator('body').press('t')
    await page.getByRole('group', { name: '选择回复渠道' }).waitFor()
    await page.keyboard.press('Escape')
    await rail.getByRole('link', { name: '拆分…' }).click()
    await page.getByRole('button', { name: '确认拆分' }).click()
    await page.getByText('已拆分').first().waitFor()
    assert.equal(await rail.locator('input[name=name]').inputValue(), '王女士')
    assert.equal(await rail.getByText('可能是同一人').count(), 0)
  })

  for (const [name, options] of Object.entries(screens))
    it(`can be merged ${name}, with nothing that hides from a screen reader or leaves the screen`, async () => {
      const { people } = await arrive(stage)
      const [one, other] = people
      const { db } = stage.clinic.app
      const merged = await stage.agent('lin', options, `/people/${one}/merge?with=${other}`)
      assert.deepEqual(await faultsOf(merged), [])
      await merged.locator('#merge button').click()
      await merged.locator('#rail').first().waitFor({ state: 'attached' })
      const { id } = await db('person_merge').orderBy('id', 'desc').first('id')
      for (const address of [`/people/${one}`, `/people/${one}/merge`, `/people/${one}/merges/${id}`]) {
        const page = await stage.agent('lin', options, address)
        assert.deepEqual(await faultsOf(page), [], address)
        const isWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth
        assert.equal(await page.evaluate(isWide), false, address)
        await page.context().close()
      }
    })
})

/** Somebody who writes twice, with two names and one number. Answers the conversation and person of each. */
async function arrive({ clinic, site }: Stage) {
  const channel = clinic.host.accounts.withKey('webchat', site)?.channel
  if (!channel) throw new Error('no account')
  const { db } = clinic.app
  const people: number[] = []
  for (const name of ['王安娜', '王女士']) {
    const who = `${visitors.anna}-${randomUUID()}`
    await channel.receive({ who, uid: randomUUID(), text: `我是${name}` })
    await channel.introduce(who, { phone: '13812345678', proof: 'claimed' })
    const { person_id: id } = await db('identity').where({ external_id: who }).first('person_id')
    await db('person')
      .where({ id })
      .update({ name, note: `${name}：怕疼`, stage: 'lead' })
    people.push(id)
  }
  const { id: anna } = await db('conversation').where({ person_id: people[0] }).first('id')
  return { anna: Number(anna), people }
}
