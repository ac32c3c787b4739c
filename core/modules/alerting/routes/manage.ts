import { area } from '../../../platform/http/index.ts'

/** Where the pages of alerts live. */
export const root = '/admin/alerts'

/** A route of theirs: every one is for those who look after alerts. */
export const manage = area(root, 'alerts.manage')
