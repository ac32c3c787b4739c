import { Unavailable } from '../../errors.ts'

// Failures before the first byte of the request: no connection, no name, no trusted certificate.
const neverLeft =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/

/** What went wrong on the way, as `Unavailable`; a bug stays what it is. */
export function troubleOf(error: unknown, request: { method: string; late: boolean }): unknown {
  const harmless = ['GET', 'HEAD'].includes(request.method)
  if (request.late) return unavailable('The peer did not answer in time', !harmless)
  if (error instanceof Unavailable) return Object.assign(error, { unsure: !harmless })
  if (!(error instanceof Error && 'code' in error)) return error
  const code = String(error.code)
  return unavailable(
    `The peer is not reachable: ${error.message || code}`,
    !harmless && !neverLeft.test(code),
  )
}

function unavailable(message: string, unsure: boolean): Unavailable {
  return Object.assign(new Unavailable(message), { unsure })
}
