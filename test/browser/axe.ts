import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Frame, Page } from 'playwright-core'

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

/** Turbo says `aria-busy` on `html` while it visits: also for a moment after a frame is there, when it writes its address. */
const standards = { htmlElms: { html: { allowedAriaAttrs: ['aria-busy'] } } }

type Rules = {
  axe: {
    configure: (spec: object) => void
    run: (context: Document, options: object) => Promise<AxeResults>
  }
}

/**
 * What people with other eyes and hands would stumble over here: the rule and each place, in one line. Of a page that is
 * there, and no longer on its way.
 */
export async function faultsOf(frame: Frame | Page): Promise<string[]> {
  await frame.locator('html:not([aria-busy])').waitFor({ state: 'attached' })
  await frame.evaluate(source)
  const { violations } = await frame.evaluate(
    ({ tags, standards }) => {
      const { axe } = window as unknown as Rules
      axe.configure({ standards })
      return axe.run(document, { runOnly: tags, iframes: false, resultTypes: ['violations'] })
    },
    { tags, standards },
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''}`),
  )
}
