import type { Module } from '../../module.ts'
import { rehearsalTopic } from './live.ts'
import { rehearsalRoutes } from './routes.ts'

/** A channel before its provider has approved it: the patient's phone on a page, the provider played by its plugin. */
export const rehearsal: Module = {
  id: 'rehearsal',
  routes: rehearsalRoutes,
  live: () => [rehearsalTopic],
}
