import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build, type Metafile } from 'esbuild'

/** Builds what browsers load: `views/assets/*.ts|css` and each plugin's `browser/*.ts|css` into dist/, under hashed names. */
export async function buildAssets(root = join(import.meta.dirname, '..')): Promise<void> {
  await rm(join(root, 'dist'), { recursive: true, force: true })
  await buildFolder(join(root, 'views/assets'), join(root, 'dist/assets'))
  for (const plugin of await readdir(join(root, 'plugins'))) {
    await buildFolder(join(root, 'plugins', plugin, 'browser'), join(root, 'dist/plugins', plugin))
  }
}

async function buildFolder(from: string, to: string) {
  const entries = await entriesOf(from)
  if (entries.length === 0) return
  await mkdir(to, { recursive: true })
  const { metafile } = await build({
    entryPoints: entries.map((name) => join(from, name)),
    outdir: to,
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome67', 'safari12'],
    // Safari 12 has it; esbuild holds a defect in one corner of it against all versions before 14.1.
    supported: { destructuring: true },
    sourcemap: false,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  await writeFile(join(to, 'manifest.json'), JSON.stringify(manifestOf(metafile), null, 2))
}

async function entriesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => /\.(ts|css)$/.test(name) && !/\.(test|d)\.ts$/.test(name))
}

/** `desk.js` → `desk-4F2A.js`, for each entry. */
function manifestOf(metafile: Metafile): Record<string, string> {
  const named = Object.entries(metafile.outputs).flatMap(([file, output]) => {
    if (!output.entryPoint) return []
    return [[basename(output.entryPoint).replace(/\.ts$/, '.js'), basename(file)]]
  })
  return Object.fromEntries(named)
}

if (import.meta.main) await buildAssets()
