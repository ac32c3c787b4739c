import { DateTime } from 'luxon'
import type { App, Viewer } from '../../../module.ts'
import { clinicOf } from '../../clinic/index.ts'
import { listChannels } from '../../channels/index.ts'
import { candidatesFor } from '../../conversations/index.ts'
import { namedSites, sourceClasses, sourceName } from '../../journey/index.ts'
import { type PersonBrief, stages } from '../../people/index.ts'
import type { Visitor } from '../rule.ts'
import { acquaintances } from '../settings.ts'
import { receptionSettings } from '../service/settings.ts'
import { type Trial, tryOut } from '../service/trying.ts'
import { explanationView } from './explanation.ts'
import { tongueOf } from './names.ts'
import { languageName, ruleWords, type Tongue } from './words.ts'

/** Who comes, as the page asks for it; '' where nothing is said. `at`: the clinic's own time, `2026-01-15T21:30`. */
export type Question = {
  channel?: number
  /** A name, tag or number of somebody who has come before, and which of those that are found. */
  who: string
  person?: number
  kind: string
  site: string
  page: string
  keyword: string
  text: string
  language: string
  stage: string
  tag: string
  region: string
  at: string
}

const languages = ['zh', 'en', 'ja', 'ko', 'ru']

/** The question, and where somebody was asked for, the answer with every step on the way. */
export async function previewPage(app: App, viewer: Viewer, question: Question) {
  const { locale } = viewer
  const tongue = await tongueOf(app, locale)
  const settings = await receptionSettings(app.db)
  const channels = await listChannels(app.db)
  const channel = channels.find(({ id }) => id === question.channel)
  const found = await candidatesFor(app, viewer, question.who)
  const customer = found.find(({ id }) => id === question.person) ?? found[0]
  const isAsked = channel && (customer || !question.who)
  const visitor = isAsked && visitorOf(channel, question, customer)
  const trial = visitor && (await tryOut(app, visitor, await momentOf(app, question)))
  return {
    tab: 'preview',
    question,
    ...choicesOf(tongue),
    channels: channels.map(({ id, name }) => ({ id, name, isChosen: id === question.channel })),
    isManual: settings.mode === 'manual',
    found: found.map(({ id, name }) => ({ id, name, isChosen: id === customer?.id })),
    customer: customer?.name,
    trial: trial && (await trialView(app, tongue, trial)),
  }
}

function choicesOf({ i18n, locale }: Tongue) {
  const t = (key: string) => i18n.t(locale, key)
  return {
    classes: sourceClasses.map((name) => ({ name, label: sourceName(t, name) })),
    sites: [...namedSites].map((name) => ({ name, label: sourceName(t, name) })),
    languages: languages.map((code) => ({ code, name: languageName(locale, code) })),
    stages,
  }
}

/** What is not said of somebody who has come before is what is known of them. */
function visitorOf(
  { id, kind }: { id: number; kind: string },
  question: Question,
  customer?: PersonBrief,
): Visitor {
  const { page, keyword, text, language, stage, region } = question
  const tags = question.tag.split(/[,，、]/).flatMap((tag) => tag.trim() || [])
  return {
    personId: customer?.id ?? null,
    channelId: id,
    kind,
    sources: [question.kind, question.site].filter(Boolean),
    page,
    keyword,
    text,
    language,
    stage: stage || (customer?.stage ?? ''),
    region,
    tags: tags.length > 0 ? tags : (customer?.tags ?? []),
  }
}

async function momentOf(app: App, { at }: Question): Promise<Date> {
  const { timezone } = await clinicOf(app.db)
  const said = DateTime.fromISO(at, { zone: timezone })
  return said.isValid ? said.toJSDate() : app.clock()
}

async function trialView(app: App, tongue: Tongue, { explanation, known, asked, notAsked }: Trial) {
  const target = asked.find((each) => each.fits)?.rule
  return {
    ...(await explanationView(app, tongue, explanation)),
    known: acquaintances.flatMap((name) => {
      const agent = known[name] === null ? undefined : tongue.names.agents.get(known[name])
      return agent ? { name, agent } : []
    }),
    team: explanation.teamId === null ? undefined : tongue.names.teams.get(explanation.teamId),
    rules: asked.map(({ rule, fits }) => ({
      id: rule.id,
      name: rule.name,
      fits,
      ...ruleWords(tongue, rule),
    })),
    notAsked,
    says: target?.target.to === 'message' ? target.target.text : undefined,
  }
}
