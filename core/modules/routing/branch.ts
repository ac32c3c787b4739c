import { NotFound } from '../../errors.ts'
import type { Viewer } from '../../module.ts'
import { linkTo } from '../../platform/http/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { listTeams } from '../agents/index.ts'
import { looksAfterTeam } from './scope.ts'

/** What `partials/branches` draws. `first` and `next` take the branch along in an address, with `?` or with `&`. */
export type BranchView = {
  name: string
  choices: { name: string; href: string; isChosen: boolean }[]
  first: string
  next: string
}

type Address = { path: string; query: Record<string, unknown> }

/**
 * The branch that a page is asked for (`?branch=`): its viewer as they look at that alone, what else the address says, and
 * between what they can choose. Throws NotFound for a branch of which they look after no group.
 */
export async function lookAt(
  db: Db,
  viewer: Viewer,
  { path, query: { branch = '', ...query } }: Address,
): Promise<{ viewer: Viewer; branch: BranchView; query: Record<string, unknown> }> {
  const teams = (await listTeams(db)).filter(({ id }) => looksAfterTeam(viewer, id))
  const within = teams.filter((team) => branch !== '' && team.branch === branch).map(({ id }) => id)
  if (branch !== '' && within.length === 0) throw new NotFound(`branch ${String(branch)}`)
  const name = String(branch)
  const taken = name && String(new URLSearchParams({ branch: name }))
  return {
    viewer: within.length > 0 ? { ...viewer, within } : viewer,
    query,
    branch: {
      name,
      choices: choicesOf(
        teams.map((team) => team.branch),
        { path, query: { ...query, branch } },
      ),
      first: taken && `?${taken}`,
      next: taken && `&${taken}`,
    },
  }
}

/** All together and each by itself, with the days and the account that are looked at; none where there is but one. */
function choicesOf(branches: string[], { path, query }: Address): BranchView['choices'] {
  const names = [...new Set(['', ...branches])].toSorted()
  if (new Set(branches).size < 2) return []
  return names.map((name) => {
    const parts = { branch: name, channel: query['channel'], from: query['from'], to: query['to'] }
    return { name, href: linkTo(path, parts), isChosen: name === query['branch'] }
  })
}
