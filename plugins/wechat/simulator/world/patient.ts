import type { PhoneLine } from 'qiantai/plugin'
import { stableId } from './ids.ts'
import type { Window } from './window.ts'

type Follow = { since: number; scene: string; code: string }

/** Somebody with the app on their phone. Moments are the provider's, in milliseconds. */
export type Patient = {
  /** As they call themselves. */
  name: string
  /** OpenID, or external_userid. */
  id: string
  /** The same for every account of the clinic. */
  unionid: string
  lines: PhoneLine[]
  window: Window
  follow?: Follow
  /** They followed and left: their OpenID stays known. */
  left?: true
  lastActed: number
  typingUntil: number
  remark: string
  /** Notices that they agreed to, by template: how many may still be sent. */
  agreed: Map<string, number>
  /** They switched off notices of this account. */
  refuses: boolean
}

export type People = {
  /** Whoever has this name; makes them where there is nobody yet. */
  named: (name: string) => Patient
  withId: (id: string) => Patient | undefined
  all: () => Patient[]
}

/** People whose ids begin with a prefix and depend on the account alone, so that a restart finds the same. */
export function createPeople(account: string, prefix: string): People {
  const people = new Map<string, Patient>()
  const byId = new Map<string, Patient>()
  return {
    named(name) {
      const known = people.get(name) ?? createPatient(account, prefix, name)
      people.set(name, known)
      byId.set(known.id, known)
      return known
    },
    withId: (id) => byId.get(id),
    all: () => [...people.values()],
  }
}

function createPatient(account: string, prefix: string, name: string): Patient {
  return {
    name,
    id: stableId(prefix, `${account}:${name}`, prefix === 'o' ? 28 : 32),
    unionid: stableId('oU', `unionid:${name}`, 28),
    lines: [],
    window: new Map(),
    lastActed: 0,
    typingUntil: 0,
    remark: '',
    agreed: new Map(),
    refuses: false,
  }
}
