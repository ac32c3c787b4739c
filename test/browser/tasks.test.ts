import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { BrowserContextOptions } from 'playwright-core'
import { addTask } from '../../core/modules/tasks/index.ts'
import { insertId, transaction } from '../../core/platform/db/index.ts'
import { enqueue } from '../../core/platform/jobs/index.ts'
import { faultsOf } from './axe.ts'
import { inBrowser, phone, type Stage } from './stage.ts'

const screens: Record<string, BrowserContextOptions> = {
  'in the light': { colorScheme: 'light' },
  'in the dark': { colorScheme: 'dark', locale: 'en' },
  'on a phone': phone,
}

inBrowser('Who calls customers back', (stage) => {
  it('sees without a reload what is owed, wherever they are, and that it is done', async () => {
    const desk = await stage.agent('mei', {}, '/desk')
    const page = await stage.agent('mei', {}, '/tasks')
    const before = await countOn(desk)
    const id = await owe(stage, '安娜')
    await page.getByText('安娜').waitFor()
    await desk.locator('#count-owed .badge', { hasText: String(before + 1) }).waitFor()
    await page.locator(`#task-${id}`).getByRole('button', { name: '完成' }).click()
    await page.locator(`#task-done-${id}`).getByRole('button', { name: '已联系上' }).click()
    await page.locator(`#task-${id}`).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '撤销' }).click()
    await page.locator(`#task-${id}`).waitFor()
  })

  it('is told when the time has come', async () => {
    const desk = await stage.agent('mei', {}, '/desk')
    const dueAt = stage.clinic.app.clock().toISOString()
    const id = await owe(stage, '博', dueAt)
    await enqueue(stage.clinic.app.db, { name: 'task.overdue', payload: { id, dueAt } })
    await desk.getByText('回电已超时：博').waitFor()
    await desk.locator('#count-owed .badge-late').waitFor()
  })

  it('keeps what they are writing while the list changes under it', async () => {
    const page = await stage.agent('mei', {}, '/tasks')
    const before = await countOn(page)
    const id = await owe(stage, '晓雯')
    await page.locator(`#task-${id}`).getByRole('button', { name: '备注' }).click()
    const note = page.locator(`#task-note-${id} textarea`)
    await note.fill('三点后方便')
    await owe(stage, '思远')
    await page.locator('#count-owed .badge', { hasText: String(before + 2) }).waitFor()
    assert.equal(await note.inputValue(), '三点后方便')
    await page.locator(`#task-note-${id}`).getByRole('button', { name: '保存' }).click()
    await page.locator(`#task-${id}`, { hasText: '三点后方便' }).waitFor()
    await page.getByText('思远').waitFor()
  })

  it('go on with the keyboard where they were, when they leave a note with Escape', async () => {
    const id = await owe(stage, '若曦')
    const page = await stage.agent('mei', {}, '/tasks')
    await page.locator(`[popovertarget=task-note-${id}]`).press('Enter')
    await page.locator(`#task-note-${id} textarea:focus`).waitFor()
    await page.keyboard.press('Escape')
    await page.locator(`[popovertarget=task-note-${id}]:focus`).waitFor()
  })

  for (const [name, options] of Object.entries(screens))
    it(`can do it ${name}, with nothing that hides from a screen reader or leaves the screen`, async () => {
      await owe(stage, '安娜')
      await stage.clinic.drain()
      for (const address of ['/tasks', '/tasks?view=done', '/admin/dialing', '/admin/do-not-contact']) {
        const page = await stage.agent('lin', options, address)
        assert.deepEqual(await faultsOf(page), [], address)
        const isWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth
        assert.equal(await page.evaluate(isWide), false, address)
        await page.context().close()
      }
    })
})

async function countOn(page: Awaited<ReturnType<Stage['agent']>>): Promise<number> {
  const [text = '0'] = await page.locator('#count-owed .badge').allTextContents()
  return Number.parseInt(text)
}

async function owe({ clinic: { app } }: Stage, name: string, dueAt?: string): Promise<number> {
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    const personId = await insertId(trx, 'person', { name, created_at: at })
    return addTask(trx, { kind: 'callback', personId, reason: 'missed', dueAt }, at)
  })
}
