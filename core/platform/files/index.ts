export { createFiles, type Files, type Upload } from './files.ts'
export type { Fitted, Misfit } from './fit.ts'
export { kindOf, limits, type FileKind } from './kinds.ts'
export type { FileRecord } from './store.ts'
