import type { Module } from '../../module.ts'
import { sendJob } from './job.ts'

export { codeCalled, codeCallOver } from './calling.ts'
export { sendText, textAccount, textsToday } from './sending.ts'
export { newestTexts, textsById } from './store.ts'
export { type Text, textDefaults, type TextSettings } from './text.ts'
export { codeIn, confirmCode, drawCode, requestCode } from './verifying.ts'

/** Short messages to telephone numbers, and the codes, sent or said by a call, that prove a number. */
export const texting: Module = { id: 'texting', jobs: (app) => ({ 'text.send': sendJob(app) }) }
