export { failure, type Failure } from './failure.ts'
export { buried, type BuriedJob, enqueue, enqueueOnce, type NewJob, resume, retry } from './queue.ts'
export { fire, type Schedule, startSchedules } from './schedule.ts'
export { createWorker, type Handler, type Worker } from './worker.ts'
