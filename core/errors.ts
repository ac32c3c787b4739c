/** What a field did wrong: `field` is the path in the input, `message` an i18n key or a sentence for a person. */
export type Fault = { field: string; message: string }

/** The input is wrong; says where. HTTP 400 (or 409 for `Conflict`), and the form comes back filled in. */
export class Invalid extends Error {
  readonly status: number = 400
  readonly faults: Fault[]
  constructor(faults: Fault[] | string) {
    const list = typeof faults === 'string' ? [{ field: '', message: faults }] : faults
    super(list.map((fault) => `${fault.field}: ${fault.message}`).join('; '))
    this.faults = list
  }
}

/** It does not exist, or this viewer may not know that it does. */
export class NotFound extends Error {
  readonly status = 404
}

/** The viewer is known and may not do this. */
export class Forbidden extends Error {
  readonly status = 403
}

/** Somebody was faster, or the same id came with other content. `message` is an i18n key, `values` are its. */
export class Conflict extends Error {
  readonly status = 409
  readonly values: object
  constructor(message: string, values: object = {}) {
    super(message)
    this.values = values
  }
}

/** A part that the answer needs is away for now. `retryAfter` in seconds. */
export class Unavailable extends Error {
  readonly status = 503
  readonly retryAfter: number
  constructor(message: string, retryAfter = 5) {
    super(message)
    this.retryAfter = retryAfter
  }
}
