import assert from 'node:assert/strict'
import { after, afterEach, before, describe } from 'node:test'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import {
  addAccount,
  createRunningClock,
  password,
  staff,
  type StaffName,
  testApp,
  type TestApp,
} from '../../core/testing/index.ts'
import type { Plugin } from '../../core/plugin/index.ts'
import webchat from '../../plugins/webchat/index.ts'
import { launch } from './browser.ts'
import { type Cable, layCable } from './cable.ts'
import { createWatch } from './watch.ts'
import { openWebsite, snippetOf, type Website } from './website.ts'

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
}

/** A clinic, a website that embeds its chat, and a browser in which every page is watched. */
export type Stage = {
  browser: Browser
  clinic: TestApp
  /** Where the clinic is, by number: the website, by name, is another site to the browser. */
  origin: string
  website: Website
  /** The key of the website's account. */
  site: string
  /** An address of the clinic whose line can be cut. */
  cable: () => Promise<Cable>
  /** A browser of somebody's own, empty: 1440 wide, in Chinese, unless told. */
  person: (options?: BrowserContextOptions) => Promise<BrowserContext>
  /** The named member of staff, signed in, at the desk or another address. */
  agent: (name: StaffName, options?: BrowserContextOptions, address?: string) => Promise<Page>
  /** Trouble of this kind is what the test is about. */
  expect: (trouble: RegExp) => void
  /** This origin is ours too, in this test. */
  admit: (origin: string) => void
}

export const secret = 'secret-of-the-members'

const chromium = await launch()

/**
 * Tests in a real browser; each fails where a page has an error, breaks its policy, or asks a stranger for anything.
 * `more` plugins are there beside the web chat.
 */
export function inBrowser(title: string, define: (stage: Stage) => void, more: Plugin[] = []): void {
  const stage = {} as Stage
  const contexts: BrowserContext[] = []
  const cables: Cable[] = []
  const ours = new Set<string>()
  const watch = createWatch(ours)
  const keys: Partial<Record<StaffName, Awaited<ReturnType<BrowserContext['storageState']>>>> = {}

  async function person(options: BrowserContextOptions = {}) {
    const usual = {
      viewport: { width: 1440, height: 900 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    } as const
    const context = await stage.browser.newContext({ ...usual, ...options })
    context.setDefaultTimeout(30_000)
    contexts.push(context)
    watch.over(context)
    return context
  }

  async function cable() {
    const laid = await layCable(stage.clinic.server.info.port as number)
    cables.push(laid)
    ours.add(laid.origin)
    return laid
  }

  async function agent(name: StaffName, options: BrowserContextOptions = {}, address = '/desk') {
    const context = await person({ ...options, storageState: keys[name] })
    const page = await context.newPage()
    if (!keys[name]) await signIn(page, stage.origin, name)
    keys[name] ??= await context.storageState()
    await page.goto(new URL(address, stage.origin).href)
    return page
  }

  describe(title, { skip: chromium.skip }, () => {
    before(async () => {
      const tools = { browser: chromium.browser, person, agent, cable, expect: watch.expect }
      Object.assign(stage, await open(more), tools, { admit: (origin: string) => ours.add(origin) })
      for (const origin of [stage.origin, stage.website.origin, stage.website.stranger]) ours.add(origin)
    })
    afterEach(async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()))
      const violations = stage.clinic.log.filter((line) => line.includes('http.csp-violated'))
      assert.deepEqual([...watch.take(), ...violations], [])
      await Promise.all(cables.splice(0).map((laid) => laid.stop()))
    })
    after(async () => {
      await chromium.browser?.close()
      await stage.website.stop()
      await stage.clinic.stop()
    })
    define(stage)
  })
}

/** By the form, as people do. */
export async function signIn(page: Page, origin: string, name: StaffName): Promise<void> {
  await page.goto(`${origin}/login`)
  await page.fill('[name=email]', staff[name].email)
  await page.fill('[name=password]', password)
  await page.click('form[action="/login"] button')
  await page.waitForURL('**/desk')
}

async function open(more: Plugin[]): Promise<Pick<Stage, 'clinic' | 'origin' | 'website' | 'site'>> {
  const clinic = await testApp({ plugins: [webchat, ...more], clock: createRunningClock() })
  const origin = `http://127.0.0.1:${clinic.server.info.port}`
  const website = await openWebsite(origin)
  const settings = { title: '悦颜医疗美容', origins: [website.origin], identitySecret: secret }
  const site = await addAccount(clinic, { plugin: 'webchat', kind: 'site', settings })
  website.embed(snippetOf(origin, site))
  return { clinic, origin, website, site }
}
