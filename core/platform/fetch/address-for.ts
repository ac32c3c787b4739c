import { createGuard, type Resolver } from './guard.ts'

/**
 * The IP address under which a host may be reached by what is not HTTP, judged like every request. Throws `Forbidden`
 * for one that is private and not `allowed`, and what the resolver says of a name that it does not find.
 */
export function addressFor(allowed: string[], host: string, resolve?: Resolver): Promise<string> {
  const { lookup } = createGuard(allowed, resolve)
  return new Promise((found, failed) => {
    lookup(host, {}, (error, address) => (error ? failed(error) : found(String(address))))
  })
}
