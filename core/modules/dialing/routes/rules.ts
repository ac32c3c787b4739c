import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { getCountries } from 'libphonenumber-js/max'
import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import {
  area,
  fieldsOf,
  localeOf,
  orForm,
  page,
  seeOther,
  type Typed,
  viewerOf,
} from '../../../platform/http/index.ts'
import { actorOf } from '../../agents/index.ts'
import { rulesPage } from '../page.ts'
import { sections } from '../rules/form.ts'
import type { Policy } from '../rules/policy.ts'
import { policyOf, savePolicy } from '../settings.ts'

const path = '/admin/dialing'
const manage = area(path, 'lines.manage')

const template = 'admin/dialing/index'

type Read = (fields: Record<string, unknown>, policy: Policy) => Partial<Policy>

/** The rules of outgoing calls, a form for each part. */
export function ruleRoutes(app: App): ServerRoute[] {
  const forms = Object.entries(sections).map(([section, read]) => save(app, section, section, read))
  return [
    manage('GET', '', (request, h) => show(app, request, h)),
    ...forms,
    save(app, 'countries', 'toll', ({ country }, { countries }) => ({
      countries: [...new Set([...countries, countryIn(country)])],
    })),
    save(app, 'countries/removal', 'toll', ({ country }, { countries }) => ({
      countries: countries.filter((known) => known === 'CN' || known !== country),
    })),
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, template, await rulesPage(app, localeOf(request)))
}

function save(app: App, name: string, section: string, read: Read): ServerRoute {
  return manage('POST', `/${name}`, (request, h) => {
    const context = (typed: Typed) => rulesPage(app, localeOf(request), typed)
    return orForm(h, request, { template, context }, async () => {
      const change = read(fieldsOf(request.payload), await policyOf(app.db))
      await savePolicy(app, actorOf(viewerOf(request)), change)
      return seeOther(h, `${path}#${section}`, 'common.saved')
    })
  })
}

function countryIn(code: unknown): string {
  const known = getCountries().find((each) => each === code)
  if (!known) throw new Invalid([{ field: 'country', message: 'errors.fault.choice' }])
  return known
}
