import type { Request, Server } from '@hapi/hapi'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import { same } from '../crypto/index.ts'

export type Metrics = {
  registry: Registry
  cspReports: Counter
  seconds: Histogram<'method' | 'route' | 'status'>
}

/** Makes the figures that `/metrics` shows: the process, requests, sockets, violated content policies. */
export function createMetrics(app: App): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (app.config.metricsToken) collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'qiantai_sockets',
    help: 'Open staff sockets',
    registers,
    collect() {
      this.set(app.hub.stats().sockets)
    },
  })
  return {
    registry,
    cspReports: new Counter({
      name: 'qiantai_csp_reports_total',
      help: 'Violations that browsers report',
      registers,
    }),
    seconds: new Histogram({
      name: 'qiantai_http_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
  }
}

/** Times every request, and shows the figures to whoever has the token of the configuration. */
export function useMetrics(server: Server, app: App, metrics: Metrics): void {
  server.events.on('response', (request) => observe(metrics, request))
  server.route({
    method: 'GET',
    path: '/metrics',
    options: { app: { access: 'public' } },
    handler: async (request, h) => {
      if (!mayRead(app, request)) throw new NotFound()
      return h.response(await metrics.registry.metrics()).type(metrics.registry.contentType)
    },
  })
}

function mayRead(app: App, request: Request) {
  const token = app.config.metricsToken
  return token !== undefined && same(String(request.headers.authorization ?? ''), `Bearer ${token}`)
}

function observe(metrics: Metrics, request: Request) {
  const { received, completed } = request.info
  const response = request.response
  const status = 'statusCode' in response ? response.statusCode : response.output.statusCode
  metrics.seconds.observe(
    { method: request.method, route: request.route.path, status },
    (completed - received) / 1000,
  )
}
