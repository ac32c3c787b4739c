/** One visit to the site: where it began and where it came from. */
export type Visit = { uid: string; landing: string; referrer: string; screen: string; language: string }

/** A visit as it is kept between pages; `at` is when a page was last looked at, milliseconds. */
export type Kept = Visit & { at: number }

const PAUSE = 30 * 60_000

/** A page belongs to the visit that was going on less than half an hour ago, unless it was reached from another site. */
export function visitOf(kept: unknown, page: Omit<Visit, 'uid'>, now: number, uid: () => string): Kept {
  if (isKept(kept) && now - kept.at < PAUSE && (!fromElsewhere(page) || isReload(kept, page)))
    return { ...kept, at: now }
  return { ...page, uid: uid(), landing: cut(page.landing), referrer: cut(page.referrer), at: now }
}

/** The protocol takes addresses of at most 2,000 characters. */
export function cut(address: string): string {
  return address.slice(0, 2000)
}

function fromElsewhere(page: { landing: string; referrer: string }): boolean {
  return page.referrer !== '' && hostOf(page.referrer) !== hostOf(page.landing)
}

/** A reload brings the same referrer again. */
function isReload(kept: Kept, page: { landing: string; referrer: string }): boolean {
  return kept.landing === cut(page.landing) && kept.referrer === cut(page.referrer)
}

function hostOf(address: string): string {
  return address.split('/')[2] ?? ''
}

function isKept(value: unknown): value is Kept {
  const kept = value as Partial<Kept> | null
  return (
    typeof kept === 'object' &&
    kept !== null &&
    typeof kept.uid === 'string' &&
    typeof kept.landing === 'string' &&
    typeof kept.referrer === 'string' &&
    typeof kept.at === 'number'
  )
}
