import type { ServerRoute } from '@hapi/hapi'
import type { App } from '../../module.ts'
import { mergingRoutes } from './merging/routes.ts'
import { deskRoutes } from './routes/desk.ts'
import { fileRoutes } from './routes/files.ts'
import { handlingRoutes } from './routes/handling.ts'
import { readingRoutes } from './routes/reading.ts'
import { targetRoutes } from './routes/targets.ts'
import { writingRoutes } from './routes/writing.ts'
import { supervisingRoutes } from './supervising/index.ts'

/** The desk: its list, one conversation, and everything that an agent does there. */
export function conversationRoutes(app: App): ServerRoute[] {
  return [
    ...deskRoutes(app),
    ...readingRoutes(app),
    ...writingRoutes(app),
    ...targetRoutes(app),
    ...handlingRoutes(app),
    ...supervisingRoutes(app),
    ...fileRoutes(app),
    ...mergingRoutes(app),
  ]
}
