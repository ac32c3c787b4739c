/** The ways of answering a customer, as the composer's select holds them, and which of them stands chosen. */

export type Chosen = {
  identity: number
  name: string
  /** What can be sent over it: image, file, link… */
  can: string[]
  /** The longest text; undefined where it is split on its way, or counted by the server. */
  most?: number
  /** Answers that are left; undefined: any number. */
  left?: number
  /** When it closes, milliseconds of the clinic's clock; undefined: never. */
  until?: number
  isOpen: boolean
  isPublic: boolean
}

const picked = new Map<number, string>()
let skew = 0

/** Milliseconds since 1970 by the clinic's clock, which the agent's may differ from. */
export function clinicNow(): number {
  return Date.now() + skew
}

/** Learns the clinic's time from what it has just sent. */
export function setClinicNow(iso: string | undefined): void {
  const at = Date.parse(iso ?? '')
  if (Number.isFinite(at)) skew = at - Date.now()
}

/** The way that this composer would answer over now, or undefined where there is none. */
export function chosenIn(form: HTMLElement): Chosen | undefined {
  const option = choiceIn(form)?.selectedOptions[0]
  if (!option) return undefined
  const { can = '', most, left, until, open, public: isPublic } = option.dataset
  const closes = until ? Date.parse(until) : undefined
  return {
    identity: Number(option.value),
    name: option.text,
    can: can.split(' ').filter(Boolean),
    ...(most && { most: Number(most) }),
    ...(left && { left: Number(left) }),
    ...(closes !== undefined && { until: closes }),
    isOpen: open !== undefined && (closes === undefined || closes > clinicNow()),
    isPublic: isPublic !== undefined,
  }
}

/** What a message over this way must say of it. */
export function addressOf(chosen: Chosen | undefined): { identityId?: number; confirmedPublic?: true } {
  if (!chosen) return {}
  return { identityId: chosen.identity, ...(chosen.isPublic && { confirmedPublic: true }) }
}

/** What the agent has picked for this conversation, for as long as the page lives. */
export function pick(conversation: number, identity: string): void {
  picked.set(conversation, identity)
}

/** The identity that was picked, or undefined. */
export function pickedFor(conversation: number): string | undefined {
  return picked.get(conversation)
}

function choiceIn(form: HTMLElement): HTMLSelectElement | null {
  return form.querySelector<HTMLSelectElement>('select[name="identityId"]')
}
