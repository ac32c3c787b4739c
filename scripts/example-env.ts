import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exampleEnv } from '../config/example.ts'

await writeFile(join(import.meta.dirname, '../config/example.env'), exampleEnv())
