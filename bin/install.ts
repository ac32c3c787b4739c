import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A folder of the data folder that is gone when it is no longer needed, whatever happens. */
export async function stageIn(data: string): Promise<AsyncDisposable & { path: string }> {
  await mkdir(data, { recursive: true, mode: 0o700 })
  const path = await mkdtemp(join(data, '.plugin-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/**
 * Brings a plugin into the stage with what it depends on: from a folder, a tarball, or a package by its name. Answers
 * its folder. No script of a package is run. Throws what the operator has to know.
 */
export async function bring(what: string, stage: string): Promise<string> {
  const home = join(stage, 'plugin')
  if (await isPlainFolder(what)) await cp(resolve(what), home, { recursive: true })
  else await rename(await install(what, stage), home)
  return home
}

/** Puts a folder where another one may be; that one comes back where this fails. */
export async function replace(from: string, to: string, stage: string): Promise<void> {
  const old = join(stage, 'old')
  await mkdir(resolve(to, '..'), { recursive: true, mode: 0o700 })
  if (existsSync(to)) await rename(to, old)
  try {
    await rename(from, to)
  } catch (error) {
    if (existsSync(old)) await rename(old, to)
    throw error
  }
}

async function isPlainFolder(what: string): Promise<boolean> {
  const path = resolve(what)
  if (!existsSync(path)) {
    if (/^[./]|\.tgz$|\.tar\.gz$/.test(what)) throw new Error(`There is no ${what}.`)
    return false
  }
  return (await stat(path)).isDirectory() && !existsSync(join(path, 'package.json'))
}

/** What npm brings lies below the package itself, so that all of it moves as one folder. */
async function install(what: string, stage: string): Promise<string> {
  await writeFile(join(stage, 'package.json'), '{ "private": true }')
  const path = resolve(what)
  await npm(['install', existsSync(path) ? path : what], stage)
  const { dependencies } = JSON.parse(await readFile(join(stage, 'package.json'), 'utf8'))
  const [name] = Object.keys(Object(dependencies))
  if (!name) throw new Error(`${what} is no package.`)
  return join(stage, 'node_modules', name)
}

const quietly = ['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error']
const whole = [
  '--install-strategy=nested',
  '--install-links',
  '--omit=dev',
  '--legacy-peer-deps',
  '--ignore-scripts',
]

async function npm(args: string[], cwd: string) {
  try {
    await run('npm', [...args, ...whole, ...quietly], { cwd })
  } catch (error) {
    const { code, stderr } = Object(error)
    if (code === 'ENOENT') throw new Error('npm is needed to bring in a package, and is not there.')
    throw new Error(`npm cannot bring it:\n${String(stderr).trim()}`)
  }
}
