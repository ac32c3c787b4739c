import joi from 'joi'
import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import { parse } from '../../platform/http/index.ts'
import type { Handler } from '../../platform/jobs/index.ts'
import { addTask, type NewTask } from './adding.ts'
import { kinds, reasons } from './task.ts'

const id = joi.number().integer().allow(null)
const owed = joi.object<NewTask>({
  kind: joi.valid(...kinds).required(),
  reason: joi.valid(...reasons).required(),
  personId: joi.number().integer().required(),
  conversationId: id,
  agentId: id,
  teamId: id,
  note: joi.string().allow(''),
})

/** The job by which other modules owe a customer something; its payload is a `NewTask`. */
export function owingJob(app: App): Handler {
  return {
    async run(payload) {
      const task = parse(owed, payload)
      const at = app.clock().toISOString()
      await transaction(app.db, (trx) => addTask(trx, task, at))
    },
  }
}
