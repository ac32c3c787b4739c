import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { buildAssets } from './build.ts'

const root = join(import.meta.dirname, '..')
const run = promisify(execFile)

/** What the package holds beside the code: each with everything in it that is no source. */
const carried = ['bin', 'config', 'core', 'migrations', 'plugins', 'views', 'dist/assets', 'dist/plugins']

/**
 * Packs the program for those who write plugins outside of this tree: as JavaScript, because Node strips no types
 * below node_modules, with declarations beside it. Answers the path of the tarball in the folder `to`.
 */
export async function makePackage(to: string): Promise<string> {
  if (!existsSync(join(root, 'dist/assets'))) await buildAssets(root)
  const stage = await mkdtemp(join(tmpdir(), 'qiantai-package-'))
  try {
    await run(process.execPath, [tsc, '-p', join(root, 'tsconfig.package.json'), '--outDir', stage])
    for (const folder of carried)
      await cp(join(root, folder), join(stage, folder), { recursive: true, filter: isCarried })
    for (const file of ['LICENSE', 'README.md']) await cp(join(root, file), join(stage, file))
    await writeFile(join(stage, 'package.json'), JSON.stringify(await manifest(), null, 2))
    return await pack(stage, to)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

const tsc = join(root, 'node_modules/typescript/bin/tsc')

/** Browser sources are built already, and tests are of the tree. */
function isCarried(path: string): boolean {
  const parts = relative(root, path).split(sep)
  if (parts.includes('browser') || parts.includes('fixtures')) return false
  return parts[0] === 'views' && parts[1] === 'assets' ? false : !path.endsWith('.ts')
}

/** The package is used by its two doors and its command; everything else in it is its own business. */
async function manifest() {
  const { scripts: _, devDependencies: _dev, allowScripts: _allowed, ...rest } = await own()
  return {
    ...rest,
    bin: { qiantai: 'bin/qiantai.js' },
    exports: {
      './plugin': { types: './core/plugin/index.d.ts' },
      './testing': { types: './core/testing/index.d.ts', default: './core/testing/index.js' },
    },
  }
}

async function own(): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
}

async function pack(stage: string, to: string): Promise<string> {
  await mkdir(to, { recursive: true })
  const { stdout } = await run('npm', ['pack', stage, '--pack-destination', to, '--ignore-scripts', '--json'])
  const [{ filename }] = JSON.parse(stdout)
  return join(to, filename)
}

if (import.meta.main) process.stdout.write(`${await makePackage(join(root, 'dist'))}\n`)
