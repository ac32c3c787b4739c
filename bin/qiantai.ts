#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// What was compiled at the first start is there for the next ones; where the folder cannot be written, it is not.
enableCompileCache(join(import.meta.dirname, '../.cache'))
const { run } = await import('./run.ts')

process.exitCode = await run(process.argv.slice(2))
