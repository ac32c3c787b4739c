import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import inert from '@hapi/inert'
import type { Server } from '@hapi/hapi'
import { root } from '../../paths.ts'

const folder = join(root, 'dist/assets')
const year = 365 * 24 * 3_600_000

let manifest: Record<string, string> | undefined

/** The address of a built browser file: its hashed name, which may be kept for ever. */
export function assetPath(name: string): string {
  manifest ??= readManifest()
  return `/assets/${manifest[name] ?? name}`
}

/** Serves what the build has made. */
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
}

function readManifest(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  } catch {
    return {}
  }
}
