import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ServerRoute } from '@hapi/hapi'
import { NotFound } from '../../../errors.ts'
import { root } from '../../../paths.ts'
import type { Plugin } from '../../../plugin/index.ts'

/** The browser files of one plugin: those that the build made of `browser/`, and those that lie in `assets/`. */
export type Assets = {
  /** The address of a file; a built one never changes under its address. */
  address: (name: string) => string
  /** The same file on disk. Throws where there is none. */
  file: (name: string) => string
  routes: ServerRoute[]
}

/** Finds the browser files of a plugin. `built` is the folder of the build. */
export function assetsOf(plugin: Plugin, built = join(root, 'dist/plugins', plugin.id)): Assets {
  const manifest = readManifest(join(built, 'manifest.json'))
  const folders = [built, join(plugin.home, 'assets')]
  const find = (name: string) => folders.map((folder) => join(folder, basename(name))).find(existsSync)
  return {
    address: (name) => `/p/${plugin.id}/assets/${manifest[name] ?? name}`,
    file(name) {
      const file = find(manifest[name] ?? name)
      if (!file) throw new NotFound(`asset ${plugin.id}/${name}`)
      return file
    },
    routes: [
      serve(`/p/${plugin.id}/assets/{name}`, (name) => {
        const isHashed = Object.values(manifest).includes(name)
        return { file: find(name), lasts: isHashed ? 'public, max-age=31536000, immutable' : lasts }
      }),
      serve(`/p/${plugin.id}/icons/{name}`, (name) => ({ file: iconIn(plugin.home, name), lasts })),
    ],
  }
}

const lasts = 'public, max-age=300'

function serve(path: string, find: (name: string) => { file?: string; lasts: string }): ServerRoute {
  return {
    method: 'GET',
    path,
    options: { app: { access: 'public', crossSite: true }, auth: false },
    handler(request, h) {
      const { file, lasts } = find(String(request.params.name))
      if (!file) throw new NotFound(request.path)
      return h.file(file, { confine: false }).header('cache-control', lasts)
    },
  }
}

/** The sign of one of its kinds. */
function iconIn(home: string, name: string): string | undefined {
  const file = join(home, 'icons', basename(name))
  return name.endsWith('.svg') && existsSync(file) ? file : undefined
}

function readManifest(file: string): Record<string, string> {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
