import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Frame, Page } from 'playwright-core'

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

type Rules = { axe: { run: (context: Document, options: object) => Promise<AxeResults> } }

/**
 * What people with other eyes and hands would stumble over here: the rule and each place, in one line. Of a page that is
 * there: until then Turbo says `aria-busy` on `html`, where axe allows it to nobody.
 */
export async function faultsOf(frame: Frame | Page): Promise<string[]> {
  await frame.locator('html:not([aria-busy])').waitFor({ state: 'attached' })
  await frame.evaluate(source)
  const { violations } = await frame.evaluate(
    (tags) =>
      (window as unknown as Rules).axe.run(document, {
        runOnly: tags,
        iframes: false,
        resultTypes: ['violations'],
      }),
    tags,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''}`),
  )
}
