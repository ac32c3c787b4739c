import type { Refusal } from '../shared/http.ts'

type Policies = { createPolicy: (name: string, rules: Policy) => Policy }
type Policy = { createScriptURL: (url: string) => string }

const keeping: Policy = { createScriptURL: (url) => url }
let policy: Policy | undefined

/** Too many strangers write: works for the leave to send, beside the page, and answers the proof. Rejects with `refusal`. */
export function prove(refusal: Refusal): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(trusted(document.body.dataset['solver'] ?? ''))
    const end = (settle: () => void) => {
      worker.terminate()
      settle()
    }
    worker.onmessage = ({ data }: MessageEvent<string>) => end(() => resolve(data))
    worker.onerror = () => end(() => reject(refusal))
    worker.postMessage(refusal.challenge)
  })
}

/** The page's policy allows this one, and making it once. */
function trusted(url: string): string {
  const policies = (window as { trustedTypes?: Policies }).trustedTypes
  policy ??= policies ? policies.createPolicy('solver', keeping) : keeping
  return policy.createScriptURL(url)
}
