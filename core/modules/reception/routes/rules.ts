import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { Conflict, NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import {
  fieldsOf,
  idIn,
  localeOf,
  orForm,
  page,
  parse,
  seeOther,
  type Typed,
  viewerOf,
} from '../../../platform/http/index.ts'
import { tongueOf } from '../pages/names.ts'
import { blank, changedDraft, checkDraft, draftIn } from '../pages/rule-draft.ts'
import { editorPage, type JustDone, rulesPage } from '../pages/rules.ts'
import { ruleWords } from '../pages/words.ts'
import { longestName, type Rule } from '../rule.ts'
import { addRule, editRule, moveRule, removeRule, restoreRule } from '../service/rules.ts'
import { findRule, type RuleText } from '../store/rules.ts'
import { base, manage } from './manage.ts'

const list = `${base}/rules`
const template = 'admin/reception/rule'

const count = joi.number().integer().min(0)
const done = joi.object<JustDone>({
  removed: count,
  moved: count,
  from: count,
  way: joi.valid('up', 'down'),
  returned: count,
  left: count,
})
const placed = joi.object<{ index: number; way?: string }>({
  index: count.required(),
  way: joi.valid('up', 'down'),
})
const seen = joi.object<{ version: number }>({ version: count.required() })
const switched = joi.object<{ version: number; enabled: boolean }>({
  version: count.required(),
  enabled: joi.boolean().truthy('on').falsy('off').required(),
})

/** The table of rules and its editor. Conditions are added and removed by the server, so that it works in any browser. */
export function ruleRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '/rules', (request, h) => show(app, request, h)),
    manage('GET', '/rules/new', (request, h) => edit(app, request, h)),
    manage('POST', '/rules', (request, h) => save(app, request, h)),
    manage('POST', '/rules/draft', (request, h) => redraw(app, request, h)),
    manage('GET', '/rules/{id}', (request, h) => edit(app, request, h)),
    manage('POST', '/rules/{id}', (request, h) => save(app, request, h)),
    manage('POST', '/rules/{id}/draft', (request, h) => redraw(app, request, h)),
    manage('POST', '/rules/{id}/place', (request, h) => move(app, request, h)),
    manage('POST', '/rules/{id}/switch', (request, h) => switchOn(app, request, h)),
    manage('POST', '/rules/{id}/removal', (request, h) => remove(app, request, h)),
    manage('POST', '/rules/{id}/removal/removal', (request, h) => restore(app, request, h)),
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const context = await rulesPage(app, localeOf(request), parse(done, request.query))
  return page(h, request, 'admin/reception/rules', context)
}

async function edit(app: App, request: Request, h: ResponseToolkit) {
  const rule = await ruleIn(app, request)
  return page(h, request, template, await editorPage(app, localeOf(request), rule ?? blank, { rule }))
}

/** The editor with a condition more or less; nothing is kept. */
async function redraw(app: App, request: Request, h: ResponseToolkit) {
  const fields = fieldsOf(request.payload)
  const before = draftIn(app.i18n, fields)
  const draft = changedDraft(before, fields)
  const focus = draft.conditions.length > before.conditions.length ? before.conditions.length : undefined
  const rule = await ruleIn(app, request)
  const version = Number(fields['version'])
  return page(h, request, template, await editorPage(app, localeOf(request), draft, { rule, version, focus }))
}

async function save(app: App, request: Request, h: ResponseToolkit) {
  const fields = fieldsOf(request.payload)
  const draft = draftIn(app.i18n, fields)
  const version = Number(fields['version'])
  const context = async (typed: Typed) =>
    editorPage(app, localeOf(request), draft, { rule: await ruleIn(app, request), version, typed })
  return orForm(h, request, { template, context }, async () => {
    checkDraft(draft)
    return keep(app, request, h, draft, version)
  })
}

/** Whoever was slower sees what the rule has become beside what they wrote, and may write it over knowingly. */
async function keep(app: App, request: Request, h: ResponseToolkit, draft: RuleText, version: number) {
  const named = { ...draft, name: draft.name || (await nameFor(app, request, draft)) }
  const rule = await ruleIn(app, request)
  try {
    if (rule) await editRule(app, viewerOf(request), { id: rule.id, version }, named)
    else await addRule(app, viewerOf(request), named)
    return seeOther(h, list, 'common.saved')
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const context = await editorPage(app, localeOf(request), draft, { rule, conflict: true })
    return (await page(h, request, template, context)).code(409)
  }
}

async function move(app: App, request: Request, h: ResponseToolkit) {
  const { index, way } = parse(placed, request.payload)
  const id = idIn(request)
  const { rules } = await rulesPage(app, localeOf(request))
  const from = rules.findIndex((rule) => rule.id === id)
  await moveRule(app, viewerOf(request), id, index)
  return seeOther(h, way ? `${list}?moved=${id}&from=${from}&way=${way}` : list)
}

async function switchOn(app: App, request: Request, h: ResponseToolkit) {
  const { version, enabled } = parse(switched, request.payload)
  const { id, ...rule } = await existing(app, request)
  return orConflict(h, async () => {
    await editRule(app, viewerOf(request), { id, version }, { ...rule, enabled })
    return seeOther(h, list, enabled ? 'reception.rules.is-on' : 'reception.rules.is-off')
  })
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  const { version } = parse(seen, request.payload)
  const id = idIn(request)
  return orConflict(h, async () => {
    await removeRule(app, viewerOf(request), { id, version })
    return seeOther(h, `${list}?removed=${id}`)
  })
}

async function restore(app: App, request: Request, h: ResponseToolkit) {
  await restoreRule(app, viewerOf(request), idIn(request))
  return seeOther(h, list, 'reception.rules.restored')
}

async function orConflict(h: ResponseToolkit, work: () => Promise<ReturnType<typeof seeOther>>) {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return seeOther(h, list, 'reception.conflict.rule', 'warning')
  }
}

/** A rule that nobody has named is called by what it says. */
async function nameFor(app: App, request: Request, draft: RuleText): Promise<string> {
  const { when } = ruleWords(await tongueOf(app, localeOf(request)), draft)
  return [...when].slice(0, longestName).join('')
}

async function ruleIn(app: App, request: Request): Promise<Rule | undefined> {
  return request.params.id === undefined ? undefined : existing(app, request)
}

async function existing(app: App, request: Request): Promise<Rule> {
  const rule = await findRule(app.db, idIn(request))
  if (!rule) throw new NotFound(`rule ${request.params.id}`)
  return rule
}
