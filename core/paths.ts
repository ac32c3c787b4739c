import { join } from 'node:path'
import type { Config } from '../config/schema.ts'

/** The program's own folder: views/, plugins/, config/ and dist/ are in it. */
export const root = join(import.meta.dirname, '..')

export type Paths = Record<'key' | 'files' | 'theme' | 'plugins' | 'backups', string>

/** Where things are in the data folder. */
export function pathsOf(config: Pick<Config, 'data'>): Paths {
  return {
    key: join(config.data, 'secret.key'),
    files: join(config.data, 'files'),
    theme: join(config.data, 'theme'),
    plugins: join(config.data, 'plugins'),
    backups: join(config.data, 'backups'),
  }
}
