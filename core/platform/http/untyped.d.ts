declare module '@hapi/cookie' {
  import type { Plugin } from '@hapi/hapi'
  export const plugin: Plugin<void>
}

declare module '@hapi/crumb' {
  import type { Plugin } from '@hapi/hapi'
  export const plugin: Plugin<object>
}
