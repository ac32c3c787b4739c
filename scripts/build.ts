import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { iconSprite } from './icons.ts'

/** Staff use a browser of today; the widget runs in whatever a clinic's visitors have. */
const modern = ['es2022', 'safari15.4']
const anything = ['chrome67', 'safari12']

type Manifest = Record<string, string>

/**
 * Builds what browsers load into dist/, under hashed names: `views/assets/*.ts|css|svg` with the icon sprite, and each
 * plugin's `browser/*.ts|css`. Each folder gets a manifest.json of name → hashed name.
 */
export async function buildAssets(root = join(import.meta.dirname, '..')): Promise<void> {
  await rm(join(root, 'dist'), { recursive: true, force: true })
  await buildDesk(root)
  for (const plugin of await readdir(join(root, 'plugins'))) {
    await buildPlugin(join(root, 'plugins', plugin), join(root, 'dist/plugins', plugin))
  }
}

/** Builds what one plugin has for browsers into a folder; answers name → hashed name. */
export async function buildPlugin(home: string, to: string): Promise<Manifest> {
  const built = await bundle(join(home, 'browser'), to, anything)
  await writeManifest(to, built)
  return built
}

async function buildDesk(root: string) {
  const from = join(root, 'views/assets')
  const to = join(root, 'dist/assets')
  const built = await bundle(from, to, modern)
  const pictures = (await filesOf(from, /\.svg$/)).map(async (name) =>
    keep(to, name, await readFile(join(from, name))),
  )
  const sprite = keep(to, 'icons.svg', Buffer.from(await iconSprite(root)))
  await writeManifest(to, Object.assign(built, ...(await Promise.all([...pictures, sprite]))))
}

async function bundle(from: string, to: string, target: string[]): Promise<Manifest> {
  const entries = await filesOf(from, /^(?!.*\.(test|d)\.ts$).*\.(ts|css)$/)
  if (entries.length === 0) return {}
  const { metafile } = await build({
    entryPoints: entries.map((name) => join(from, name)),
    outdir: to,
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'iife',
    target,
    supported: { destructuring: true, 'template-literal': true }, // Safari 12 fails on corners of it that we do not use.
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  return manifestOf(metafile)
}

/** Writes a file as it is under a hashed name. */
async function keep(to: string, name: string, data: Buffer): Promise<Manifest> {
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 8)
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`
  await mkdir(to, { recursive: true })
  await writeFile(join(to, hashed), data)
  return { [name]: hashed }
}

async function writeManifest(to: string, manifest: Manifest) {
  if (Object.keys(manifest).length === 0) return
  await writeFile(join(to, 'manifest.json'), JSON.stringify(manifest, null, 2))
}

async function filesOf(folder: string, pattern: RegExp): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => pattern.test(name))
}

/** `desk.js` → `desk-4F2A.js`, for each entry. */
function manifestOf(metafile: Metafile): Manifest {
  const named = Object.entries(metafile.outputs).flatMap(([file, output]) => {
    if (!output.entryPoint) return []
    return [[basename(output.entryPoint).replace(/\.ts$/, '.js'), basename(file)]]
  })
  return Object.fromEntries(named)
}

if (import.meta.main) await buildAssets()
