import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { page, seeOther } from '../../../platform/http/index.ts'
import { bar, progressOf, type Step } from '../progress.ts'

/** The page of a step, for as long as the wizard is not over. */
export async function stepPage(
  app: App,
  request: Request,
  h: ResponseToolkit,
  step: Step,
  context: (channelId?: number) => Promise<object>,
): Promise<ResponseObject> {
  const progress = await progressOf(app.db)
  if (!progress) return seeOther(h, '/desk')
  const shown = await context(progress.channelId)
  return page(h, request, `setup/${step}`, { step, bar: bar(step, progress.step), ...shown })
}
