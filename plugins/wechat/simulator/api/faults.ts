/** What goes wrong with a call: a code, HTTP 500, no answer ever, or a connection cut after the body. */
export type ApiFault = number | 'error' | 'hang' | 'reset'

/** `duplicate`: sent twice. `hold`: kept back until `release`. */
export type PushFault = 'duplicate' | 'hold'

type Planned = { path: string; fault: ApiFault; done: boolean; times: number }

/** Faults on demand; without any, all is well. */
export type Faults = {
  /**
   * The next `times` calls of this path go wrong. `done`: the call is carried out all the same, and only its
   * answer is lost.
   */
  api: (path: string, fault: ApiFault, options?: { times?: number; done?: boolean }) => void
  /** The same for the next pushes. */
  push: (fault: PushFault, times?: number) => void
  takeApi: (path: string) => { fault: ApiFault; done: boolean } | undefined
  takePush: () => PushFault | undefined
}

/** Faults that are taken in the order in which they were asked for. */
export function createFaults(): Faults {
  const api: Planned[] = []
  const push: PushFault[] = []
  return {
    api: (path, fault, { times = 1, done = false } = {}) => void api.push({ path, fault, done, times }),
    push: (fault, times = 1) => void push.push(...Array<PushFault>(times).fill(fault)),
    takeApi: (path) => take(api, path),
    takePush: () => push.shift(),
  }
}

function take(planned: Planned[], path: string): Planned | undefined {
  const found = planned.find((fault) => fault.path === path)
  if (!found) return undefined
  found.times -= 1
  if (found.times === 0) planned.splice(planned.indexOf(found), 1)
  return found
}
