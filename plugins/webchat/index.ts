import type { Plugin } from 'qiantai/plugin'
import { site } from './channel.ts'
import { messageRoutes } from './routes/messages.ts'
import { newsRoutes } from './routes/news.ts'
import { pageRoutes } from './routes/pages.ts'
import { siteRoutes } from './routes/site.ts'
import { fileRoutes } from './routes/files.ts'
import { tripRoutes } from './routes/trip.ts'
import { visitorRoutes } from './routes/visitor.ts'
import { visitorSocket } from './socket/index.ts'

/** Web chat: a widget for websites, a page of its own, and the protocol of docs/webchat-protocol.md for apps. */
export default {
  api: 1,
  id: 'webchat',
  home: import.meta.dirname,
  aliases: ['/w.js', '/c/{key}'],
  channels: [site],
  register(host) {
    const routes = [siteRoutes, messageRoutes, newsRoutes, fileRoutes, visitorRoutes, tripRoutes, pageRoutes]
    for (const route of routes.flatMap((make) => make(host))) host.route(route)
    host.socket(visitorSocket(host))
  },
} satisfies Plugin
