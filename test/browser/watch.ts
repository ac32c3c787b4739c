import type { BrowserContext } from 'playwright-core'

/** Writes down what no page of ours may do: errors, broken policies, requests to strangers. */
export type Watch = {
  over: (context: BrowserContext) => void
  /** Trouble of this kind is what the test is about; a question of the page is said yes to. */
  expect: (trouble: RegExp) => void
  /** What was not expected since it was last asked. */
  take: () => string[]
}

/** `ours` are the origins that may be asked for something. */
export function createWatch(ours: Set<string>): Watch {
  let troubles: string[] = []
  let expected: RegExp[] = []

  function over(context: BrowserContext) {
    const note = (trouble: string) => void troubles.push(trouble)
    context.on('weberror', (error) => {
      const { message, stack } = error.error()
      note(`error: ${stack || message || JSON.stringify(error.error())} (${error.page()?.url()})`)
    })
    context.on('dialog', (dialog) => {
      const trouble = `dialog: ${dialog.message()}`
      note(trouble)
      void (isExpected(trouble) ? dialog.accept() : dialog.dismiss())
    })
    context.on('console', (line) => {
      const isPolicy = /content security policy|trusted ?types?/i.test(line.text())
      if (line.type() === 'error' || isPolicy) note(`console: ${line.text()} (${line.location().url})`)
    })
    context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url())
      if (/^https?:$/.test(protocol) && !ours.has(origin)) note(`stranger: ${request.url()}`)
    })
  }

  function isExpected(trouble: string): boolean {
    return expected.some((pattern) => pattern.test(trouble))
  }

  function take() {
    const unexpected = troubles.filter((trouble) => !isExpected(trouble))
    troubles = []
    expected = []
    return unexpected
  }

  return { over, expect: (trouble) => void expected.push(trouble), take }
}
