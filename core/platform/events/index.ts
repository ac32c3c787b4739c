export { append, type Fact } from './append.ts'
export { type Event, head, prune, reaches, read } from './log.ts'
export { createTailer, type Tailer } from './tailer.ts'
