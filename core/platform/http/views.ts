import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import type { App } from '../../module.ts'
import { pathsOf, root } from '../../paths.ts'
import { addHelpers } from './helpers/index.ts'

/** Templates that know each other: core's, or one plugin's. Each has its own Handlebars, so no name can collide. */
export type Realm = {
  handlebars: typeof Handlebars
  /** HTML of a template by its path without extension. `context.locale` is the language of its texts. */
  render: (template: string, context: object) => string
}

/** Partial blocks lose their blanks otherwise, and a textarea would gain some. */
export const compileOptions = { preventIndent: true }

const realms = new WeakMap<App, Realm>()

/** Makes a realm of the .hbs files in these folders; a file in a later folder wins. Folders may be missing. */
export function createRealm(app: App, folders: string[]): Realm {
  const handlebars = Handlebars.create()
  addHelpers(handlebars, app)
  for (const folder of folders) registerAll(handlebars, folder)
  return {
    handlebars,
    render: (template, context) => templateOf(handlebars, template)(context),
  }
}

/** Core's templates, with the clinic's theme over them; made once. */
export function coreRealm(app: App): Realm {
  const realm = realms.get(app) ?? createRealm(app, viewFolders(app).toReversed())
  realms.set(app, realm)
  return realm
}

/** Where core's templates are, the one that wins first. */
export function viewFolders(app: App): string[] {
  return [pathsOf(app.config).theme, join(root, 'views')]
}

/** HTML of one template outside of a request, for what is pushed to screens. */
export function render(app: App, template: string, context: object, locale: string): string {
  return coreRealm(app).render(template, { ...context, locale })
}

const bare = '{{> @partial-block}}'
const reload = '<meta name="turbo-visit-control" content="reload">'

/**
 * Layouts that print nothing but their block, by name. The plain one is of pages that are part of no other (sign-in,
 * an error): a frame that gets one opens it as the whole page.
 */
export function bareLayouts(app: App): Record<string, string> {
  const names = Object.keys(coreRealm(app).handlebars.partials).filter((name) => name.startsWith('layouts/'))
  return Object.fromEntries(names.map((name) => [name, name === 'layouts/plain' ? reload + bare : bare]))
}

function templateOf(handlebars: typeof Handlebars, name: string): Handlebars.TemplateDelegate {
  const template: unknown = handlebars.partials[name]
  if (!isTemplate(template)) throw new Error(`There is no template ${name}`)
  return template
}

function isTemplate(value: unknown): value is Handlebars.TemplateDelegate {
  return typeof value === 'function'
}

/** Compiled here: a text would be compiled anew for every request that brings partials of its own. */
function registerAll(handlebars: typeof Handlebars, folder: string) {
  for (const file of hbsFiles(folder)) {
    const template = handlebars.compile(readFileSync(join(folder, file), 'utf8'), compileOptions)
    handlebars.registerPartial(file.replace(/\.hbs$/, ''), template)
  }
}

function hbsFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.hbs'))
  } catch {
    return []
  }
}
