/**
 * Did the gateway take the message? `success` is what its answer says then: `code=0` or `data.status=ok` of JSON, or
 * words that stand in it; empty: any answer of 2xx.
 */
export function isTaken({ status, body }: { status: number; body: string }, success: string): boolean {
  if (status < 200 || status >= 300) return false
  if (!success) return true
  const [, path, value] = /^([\w.]+)=(.*)$/.exec(success) ?? []
  return path === undefined ? body.includes(success) : valueAt(body, path) === value
}

/** The value at a dotted path of a JSON answer as text, or undefined. */
export function valueAt(body: string, path: string): string | undefined {
  try {
    const found = path.split('.').reduce<unknown>((at, name) => Object(at)[name], JSON.parse(body))
    return found === undefined || typeof found === 'object' ? undefined : String(found)
  } catch {
    return undefined
  }
}
