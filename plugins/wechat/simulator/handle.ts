import type { Simulator } from 'qiantai/plugin'
import type { ApiFault, PushFault } from './api/faults.ts'
import { endTokens } from './api/tokens.ts'
import type { Medium } from './media/store.ts'
import { createPhone, type PatientPhone, type PhoneKind } from './phone/phone.ts'
import type { Fields } from './wire/fields.ts'
import { type Mode, rotateKey } from './world/account.ts'
import type { Patient } from './world/patient.ts'
import { words } from './world/words.ts'
import type { LoggedCall, World } from './world/world.ts'

/** A simulator as tests hold it: several patients, faults on demand, and a log of what was asked. */
export type Rehearsal = Simulator & {
  phone: PatientPhone
  /** The phone of somebody else, who has ids of their own. */
  phoneOf: (name: string) => PatientPhone
  /** Every request to the API, oldest first. */
  calls: LoggedCall[]
  /** The next calls of a path go wrong; `done`: carried out all the same. */
  fail: (path: string, fault: ApiFault, options?: { times?: number; done?: boolean }) => void
  /** The next pushes come twice, or are held back until `release`, which lets the latest go first. */
  disturb: (fault: PushFault, times?: number) => void
  release: () => void
  /** Pushes anything in somebody's name: types and events that no phone of ours makes. */
  push: (name: string, fields: Fields) => Promise<void>
  /** Keeps a file as if a patient had sent it. Answers its media id, for `push`. */
  keep: (file: Pick<Medium, 'type' | 'mime' | 'name' | 'data'>) => string
  /** A patient switches the account's messages off, or on again. */
  refuse: (name: string, refuses: boolean) => void
  /** Resolves when every push was answered or given up, but for those held back. */
  settled: () => Promise<void>
  /** Milliseconds that the provider waits for an answer; 5000 unless told. */
  patience: (milliseconds: number) => void
  /** Verifies the account's address, as when it is saved: was the echo right? */
  verify: () => Promise<boolean>
  mode: (mode: Mode, format?: 'xml' | 'json') => void
  /** Changes the EncodingAESKey; the next `pushes` still come with the old one. `settings` has the new one. */
  rotate: (pushes?: number) => void
  /** Ends every access_token at once. */
  endTokens: () => void
  /** Is the clinic's server on the list of those that may call? */
  trust: (trusted: boolean) => void
  /** Allows so many calls of a path per day. */
  limit: (path: string, calls: number) => void
}

type Kind<W extends World> = {
  phone: PhoneKind<W>
  serve: Simulator['serve']
  settings: () => Simulator['settings']
  push: (world: W, patient: Patient, fields: Fields) => Promise<void>
  verify: () => Promise<boolean>
}

/** The simulator of an account, with everything that tests do to it. */
export function createHandle<W extends World>(world: W, kind: Kind<W>): Rehearsal {
  const phoneOf = (name: string) => createPhone(world, world.people.named(name), kind.phone)
  return {
    get settings() {
      return kind.settings()
    },
    serve: kind.serve,
    phone: phoneOf(words.patient),
    phoneOf,
    close: world.work.close,
    ...controls(world),
    push: (name, fields) => kind.push(world, world.people.named(name), fields),
    verify: kind.verify,
  }
}

function controls(world: World): Omit<Rehearsal, keyof Simulator | 'phoneOf' | 'push' | 'verify'> {
  const { account, faults, work } = world
  return {
    calls: world.calls,
    fail: faults.api,
    disturb: faults.push,
    release: work.release,
    keep: (file) => world.media.keep(file).id,
    refuse: (name, refuses) => void (world.people.named(name).refuses = refuses),
    settled: work.settled,
    patience: (milliseconds) => void (world.patience = milliseconds),
    mode: (mode, format = account.format) => void Object.assign(account, { mode, format }),
    rotate: (pushes = 0) => rotateKey(account, pushes),
    endTokens: () => endTokens(world.tokens),
    trust: (trusted) => void (world.trusted = trusted),
    limit: (path, calls) => void world.limits.set(path, calls),
  }
}
