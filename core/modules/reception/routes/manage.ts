import { area } from '../../../platform/http/index.ts'

/** Where the pages of reception live. */
export const base = '/admin/reception'

/** A route of theirs. */
export const manage = area(base, 'reception.manage')
