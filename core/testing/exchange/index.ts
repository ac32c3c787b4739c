import type { Plugin } from '../../plugin/index.ts'
import { Exchange } from './exchange.ts'
import { voiceOf } from './switching.ts'

export type { Exchange } from './exchange.ts'

/**
 * A telephone exchange in memory and the plugin that drives it, for tests: it goes on when the clinic's program stops, as
 * a real one does. Kind `board` of the plugin `exchange`.
 */
export function createExchange(): { exchange: Exchange; plugin: Plugin } {
  const exchange = new Exchange()
  const plugin: Plugin = {
    api: 1,
    id: 'exchange',
    home: import.meta.dirname,
    channels: [
      {
        kind: 'board',
        speaks: true,
        fields: [{ name: 'name', type: 'text', required: true }],
        can: { text: { max: 1 } },
        identify: ({ name }) => String(name),
        async open(channel) {
          exchange.attach(channel)
          return { voice: voiceOf(exchange), close: async () => exchange.detach(channel) }
        },
      },
    ],
  }
  return { exchange, plugin }
}
