import type { App } from '../../../module.ts'
import { housePermissions } from '../role.ts'

/** Every permission there is: the house's and those of its modules. */
export function allPermissions(app: App): string[] {
  const declared = app.modules.flatMap((module) => module.permissions ?? [])
  return [...new Set([...housePermissions, ...declared])]
}
