import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi, { type ObjectSchema } from 'joi'
import type { App, Viewer } from '../../module.ts'
import {
  idIn,
  page,
  parse,
  seeOther,
  stream,
  viewerOf,
  wantsJson,
  wantsStream,
} from '../../platform/http/index.ts'
import { chosen, type Value } from './merging/facts.ts'
import { stages } from './person.ts'
import { personScreen } from './screen.ts'
import { chooseValue, rename, revealPhone, setOwner, setStage, tag, untag, writeNote } from './service.ts'

const onePath = '/people/{id}'
const editing = { app: { access: { permission: 'people.edit' } } }

const named = joi.object<{ name: string }>({ name: joi.string().trim().max(120).allow('').required() })
const tagged = joi.object<{ tag: string }>({ tag: joi.string().trim().max(40).required() })
const noted = joi.object<{ note: string }>({ note: joi.string().max(10_000).allow('').required() })
const staged = joi.object<{ stage: string }>({ stage: joi.valid(...stages).required() })

const picked = joi.object<Value>({
  field: joi.valid(...chosen).required(),
  value: joi.string().max(10_000).required(),
})

const owned = joi.object<{ owner: number | null }>({
  owner: joi.number().integer().min(1).allow(null).empty('').default(null),
})

/** One person: what is known of them, what staff write about them, and the audited look at a number. */
export function peopleRoutes(app: App): ServerRoute[] {
  return [
    {
      method: 'GET',
      path: onePath,
      options: { app: { access: 'signed-in' } },
      handler: (request, h) => show(app, request, h),
    },
    edit(app, 'name', named, (viewer, person, { name }) => rename(app, viewer, person, name)),
    edit(app, 'note', noted, (viewer, person, { note }) => writeNote(app, viewer, person, note)),
    edit(app, 'stage', staged, (viewer, person, { stage }) => setStage(app, viewer, person, stage)),
    edit(app, 'owner', owned, (viewer, person, { owner }) => setOwner(app, viewer, person, owner)),
    edit(app, 'values', picked, (viewer, person, value) => chooseValue(app, viewer, person, value)),
    edit(app, 'tags', tagged, (viewer, person, input) => tag(app, viewer, person, input.tag)),
    edit(app, 'tags/removal', tagged, (viewer, person, input) => untag(app, viewer, person, input.tag)),
    {
      method: 'POST',
      path: `${onePath}/identities/{identity}/reveal`,
      options: { app: { access: { permission: 'people.reveal' } } },
      handler: (request, h) => reveal(app, request, h),
    },
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const person = await personScreen(app, viewerOf(request), idIn(request))
  if (person.id !== idIn(request)) return h.redirect(`/people/${person.id}`)
  return wantsJson(request) ? person : page(h, request, 'agent/person', { person })
}

function edit<T>(
  app: App,
  name: string,
  schema: ObjectSchema<T>,
  work: (viewer: Viewer, person: number, input: T) => Promise<void>,
): ServerRoute {
  return {
    method: 'POST',
    path: `${onePath}/${name}`,
    options: editing,
    async handler(request, h) {
      await work(viewerOf(request), idIn(request), parse(schema, request.payload))
      return answer(app, request, h)
    },
  }
}

/** The number is in this one answer and nowhere else: the next look is asked for, and written down, again. */
async function reveal(app: App, request: Request, h: ResponseToolkit) {
  const [id, identity] = [idIn(request), idIn(request, 'identity')]
  const label = await revealPhone(app, viewerOf(request), id, identity)
  const known = await personScreen(app, viewerOf(request), id)
  const identities = known.identities.map((each) =>
    each.id === identity ? { ...each, label, revealable: false } : each,
  )
  const person = { ...known, identities }
  if (wantsStream(request)) return stream(h, request, 'agent/rail-stream', { person })
  return wantsJson(request) ? { label } : page(h, request, 'agent/person', { person })
}

async function answer(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  if (wantsStream(request)) {
    return stream(h, request, 'agent/rail-stream', { person: await personScreen(app, viewerOf(request), id) })
  }
  return wantsJson(request) ? h.response().code(204) : seeOther(h, `/people/${id}`)
}
