import type { Request } from '@hapi/hapi'
import { NotFound } from '../../errors.ts'

/** What an integer column of PostgreSQL holds at most. */
const largestId = 2 ** 31 - 1

/** The id in the address of a request, called `{id}` there unless told. Throws NotFound where it is none. */
export function idIn(request: Request, name = 'id'): number {
  const id = Number(request.params[name])
  if (!Number.isInteger(id) || id < 1 || id > largestId) throw new NotFound(`${name} ${request.params[name]}`)
  return id
}
