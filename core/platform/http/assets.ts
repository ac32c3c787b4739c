import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import inert from '@hapi/inert'
import type { Request, ResponseToolkit, Server } from '@hapi/hapi'
import joi from 'joi'
import { root } from '../../paths.ts'

const folder = join(root, 'dist/assets')
const year = 365 * 24 * 3_600_000

let manifest: Record<string, string> | undefined

/** The address of a built browser file: its hashed name, which may be kept for ever. */
export function assetPath(name: string): string {
  manifest ??= readManifest()
  return `/assets/${manifest[name] ?? name}`
}

/**
 * The address of a stylesheet that has the clinic's colour (`#rrggbb`) and nothing else. A style in the page would
 * need a nonce, and pages that Turbo fetches have other nonces than the document that shows them.
 */
export function accentPath(colour: string): string {
  return `/accent/${colour.slice(1)}.css`
}

/** Serves what the build has made, and the clinic's colour. */
export async function useAssets(server: Server): Promise<void> {
  await server.register(inert)
  server.route({
    method: 'GET',
    path: '/assets/{file*}',
    options: {
      app: { access: 'public' },
      auth: false,
      cache: { expiresIn: year, privacy: 'public', otherwise: 'no-cache' },
    },
    handler: { directory: { path: folder, index: false, listing: false, etagMethod: false } },
  })
  server.route({
    method: 'GET',
    path: '/accent/{colour}.css',
    options: {
      app: { access: 'public' },
      auth: false,
      cache: { expiresIn: year, privacy: 'public' },
      validate: { params: joi.object({ colour: joi.string().hex().length(6) }) },
    },
    handler: accent,
  })
}

function accent({ params }: Request, h: ResponseToolkit) {
  return h.response(`:root { --accent: #${params['colour']}; }`).type('text/css')
}

function readManifest(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  } catch {
    return {}
  }
}
