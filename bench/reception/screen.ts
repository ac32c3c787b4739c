import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { connect } from '../../core/platform/db/index.ts'
import { password, staff } from '../../core/testing/index.ts'
import { launch } from '../../test/browser/browser.ts'
import { Agent } from '../../test/support/agent.ts'
import { prepareHouse } from '../../test/support/process.ts'
import { until } from '../../test/support/until.ts'
import { percentile, type Row } from '../figure.ts'
import { openCrowd, openSessions } from '../load/crowd.ts'
import type { Engine } from '../servers.ts'
import { crowd } from './crowded.ts'

/** Says of each row, by what stands in it, when it was first on the screen: milliseconds of the clock of this machine. */
const watching = `
  const seen = new Set()
  const look = () => {
    for (const row of document.querySelectorAll('.row-item .row-preview')) {
      const text = row.textContent.trim()
      if (!seen.has(text)) requestAnimationFrame(() => setTimeout(() => window.shown(text, Date.now())))
      seen.add(text)
    }
  }
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
`

/**
 * From the first words of a customer in the web chat to their row on the agent's desk in a real Chromium, one customer at a
 * time while so many others wait, beside the hint on the socket of the same agent.
 */
export async function measureScreen(engine: Engine, waiting: number, times: number): Promise<Row[]> {
  const { browser, skip } = await launch()
  if (!browser) {
    console.error(skip)
    return []
  }
  const { url } = await engine.create()
  const house = await prepareHouse(url, undefined, (app, site) => crowd(app, site, waiting))
  await house.start()
  await settle(url ? { url } : { file: house.file })
  const { toAgent, toScreen } = await arrivals(browser, house, times)
  await browser.close()
  await house.end('SIGTERM')
  await house.remove()
  return [0.5, 0.95].map((share) => ({
    name: `${engine.name}: from arrival to screen, ${waiting} waiting: p${share * 100}`,
    value: percentile(toScreen, share),
    unit: 'ms',
    beside: { name: "the agent's socket", value: percentile(toAgent, share) },
  }))
}

/** Everybody who waits has been looked at. */
async function settle(database: { url?: string; file?: string }) {
  const db = await connect(database)
  const looks = () =>
    db('job').whereLike('name', 'reception.%').where('due_at', '<=', new Date().toISOString())
  await until('the queue has been looked at', async () => (await looks()).length === 0)
  await db.destroy()
}

type Door = { address: string; site: string }

async function arrivals(browser: Browser, { address, site }: Door, times: number) {
  const shown = new Map<string, number>()
  await openDesk(await browser.newPage(), address, (text, at) => shown.set(text, at))
  const given = await hearGiven(address)
  const size = { size: times + 1, first: 0 }
  const sessions = await openSessions(address, site, size)
  const hello = (visitor: number) => ({ t: 'hello', token: sessions[visitor]?.token, client: randomUUID() })
  const customers = await openCrowd({ address, path: `/p/webchat/socket?site=${site}` }, size, hello)
  const [toAgent, toScreen]: [number[], number[]] = [[], []]
  for (let visitor = 0; visitor <= times; visitor += 1) {
    const text = `您好，我是第 ${visitor} 位`
    given.length = 0
    const began = Date.now()
    customers.send(visitor, { t: 'send', uid: randomUUID(), text })
    await until('it is on the screen', async () => shown.has(text) && given.length > 0)
    if (visitor === 0) continue // for warmth
    toAgent.push((given[0] ?? Number.NaN) - began)
    toScreen.push((shown.get(text) ?? Number.NaN) - began)
  }
  customers.leave()
  return { toAgent, toScreen }
}

async function openDesk(page: Page, address: string, onRow: (text: string, at: number) => void) {
  await page.exposeFunction('shown', onRow)
  await page.goto(`${address}/login`)
  await page.fill('[name=email]', staff.lin.email)
  await page.fill('[name=password]', password)
  await page.click('form[action="/login"] button')
  await page.waitForURL('**/desk')
  await page.goto(`${address}/desk?view=mine`)
  await page.evaluate(watching)
}

/** When customers were given, as another page of the agent hears it. */
async function hearGiven(address: string): Promise<number[]> {
  const live = await (await new Agent(address).signIn(staff.lin.email)).live()
  live.send({ t: 'follow', page: 1, topics: ['desk'] })
  await live.next('ready')
  const given: number[] = []
  live.socket.on('message', (data) => {
    const { t, data: told } = JSON.parse(String(data))
    if (t === 'push' && told.type === 'conversation.assigned') given.push(Date.now())
  })
  return given
}
