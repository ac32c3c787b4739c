import type { App } from '../../../module.ts'
import { uuid7 } from '../../../platform/crypto/index.ts'
import { clinicOf } from '../../clinic/index.ts'
import { isWant, type SideLink } from '../link.ts'
import { hasAgreed, mostPhotos } from '../taking.ts'

/** What was wrong with the form of one of the things that are wanted, in the customer's words. */
type Refusal = { want: string; field: string; text: string }

/** The page of a link: a form for each thing that is wanted, and nothing that the clinic knows of anybody. */
export async function linkPage(
  app: App,
  link: SideLink,
  locale: string,
  { token, just, refusal }: { token: string; just?: unknown; refusal?: Refusal },
) {
  const { privacy } = await clinicOf(app.db)
  const agreed = await hasAgreed(app, link)
  return {
    locale,
    address: `/s/${token}`,
    ends: link.expiresAt,
    most: mostPhotos,
    ...(!agreed && { privacy }),
    just: typeof just === 'string' && isWant(just) ? just : undefined,
    several: link.wants.length > 1,
    forms: link.wants.map((want) => {
      const fault = refusal?.want === want ? refusal : undefined
      return { want, uid: uuid7(), fault: fault?.text, template: `visitor/sidelink/${want}` }
    }),
    refusal: refusal && !refusal.want ? refusal.text : undefined,
    script: 'sidelink.js',
  }
}

/** Where somebody types the digits that they were told. */
export function codePage(app: App, locale: string, fault?: string) {
  return { locale, fault: fault && app.i18n.t(locale, fault) }
}

/** A link that is over, or never was: which of the two is nobody's business. */
export function overPage(locale: string) {
  return { locale }
}
