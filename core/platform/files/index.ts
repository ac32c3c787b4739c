export { createFiles, type Files, type Upload } from './files.ts'
export { kindOf, limits, type FileKind } from './kinds.ts'
export type { FileRecord } from './store.ts'
