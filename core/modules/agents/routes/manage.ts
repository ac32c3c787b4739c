import { area } from '../../../platform/http/index.ts'

/** A route for who may manage agents. */
export const manage = area('', 'agents.manage')
