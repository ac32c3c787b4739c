import type { Wait } from './carrier.ts'

/** The part of Web Locks that is used. */
export type Locks = {
  request: (name: string, options: { steal?: boolean }, held: () => Promise<void>) => Promise<unknown>
}

const PATIENCE = 2000

export type Election = {
  run: () => void
  /** Takes over from a leader that does not answer in time: a frozen tab holds its lock. */
  doubt: () => void
  /** The leader has answered. */
  trust: () => void
  quit: () => void
}

/** One leader among the tabs of a browser. Where there are no locks every tab leads itself. */
export function createElection(
  locks: Locks | undefined,
  name: string,
  on: { lead: () => void; resign: () => void },
  wait: Wait,
): Election {
  let leading = false
  let over = false
  let release = () => {}
  let trust = () => {}

  function run(steal = false) {
    if (over || leading) return
    if (!locks) return lead()
    locks
      .request(name, steal ? { steal } : {}, () => {
        if (over) return Promise.resolve()
        const held = new Promise<void>((resolve) => (release = resolve))
        lead()
        return held
      })
      .catch(resign)
  }

  function lead() {
    if (leading) return
    leading = true
    trust()
    on.lead()
  }

  function resign() {
    if (!leading) return
    leading = false
    on.resign()
    run()
  }

  return {
    run: () => run(),
    doubt: () => {
      trust()
      trust = wait(PATIENCE, () => run(true))
    },
    trust: () => trust(),
    quit: () => {
      over = true
      leading = false
      trust()
      release()
    },
  }
}
