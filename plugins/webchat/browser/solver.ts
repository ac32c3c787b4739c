/** A worker of the panel: finds what makes a challenge hash to as many zero bits as it says. */

const AT_ONCE = 256

/** The challenge with an answer behind it. */
async function solve(challenge: string): Promise<string> {
  const bits = Number(challenge.split('.')[0])
  for (let first = 0; ; first += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, (_, at) => `${challenge}.${(first + at).toString(36)}`)
    const digests = await Promise.all(tries.map(digest))
    const found = tries.filter((_, at) => zeroBits(digests[at]!) >= bits)[0]
    if (found) return found
  }
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
}

function zeroBits(digest: ArrayBuffer): number {
  return Math.clz32(new DataView(digest).getUint32(0))
}

addEventListener('message', ({ data }: MessageEvent<string>) => {
  // A worker's own postMessage takes no origin; the library that is loaded knows the window's alone.
  const tell = postMessage as (answer: string) => void
  void solve(data).then(tell)
})
