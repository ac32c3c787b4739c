import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FetchAnswer, Settings, ShortText, Simulate, Simulator, Tools } from 'qiantai/plugin'

/** A simulated gateway at an address of its own, and what a plugin is given to reach it. */
export type Gateway = {
  simulator: Simulator
  settings: Settings
  tools: Tools
  texts: () => string[]
  stop: () => void
}

/** Starts the gateway of a kind. */
export async function startGateway(simulate: Simulate, defaults: Settings): Promise<Gateway> {
  const server = createServer((request, response) => simulator.serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const quiet = () => {}
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  const stage = { callback: 'http://127.0.0.1:9/', address, now: () => Date.now(), log, changed: quiet }
  const simulator = await simulate(stage)
  const tools: Tools = {
    log,
    now: () => Date.now(),
    failure: (reason, kind) => Object.assign(new Error(reason), kind),
    fetch: async (url, { method, headers, body } = {}) => {
      const answer = await fetch(url, { method, headers, ...(body !== undefined && { body: String(body) }) })
      return answerOf(answer.status, Buffer.from(await answer.arrayBuffer()))
    },
  }
  return {
    simulator,
    settings: { ...defaults, ...simulator.settings },
    tools,
    texts: () => simulator.phone.show().lines.map(({ text = '' }) => text),
    stop: () => void server.close(),
  }
}

/** A message to a number of nobody. */
export function code(number = '+8613800138000'): ShortText {
  const values = { clinic: '悦颜', code: '012345' }
  return { uid: 'text-1', number, text: '【悦颜】验证码 012345', purpose: 'code', values }
}

/** The same for a link. */
export function link(): ShortText {
  const values = { clinic: '悦颜', link: 'https://yy.cn/s/abc', token: 'abc' }
  return {
    uid: 'text-2',
    number: '+8613800138000',
    text: '请打开 https://yy.cn/s/abc',
    purpose: 'link',
    values,
  }
}

function answerOf(status: number, body: Buffer): FetchAnswer {
  return { status, headers: {}, body, json: () => JSON.parse(body.toString('utf8')) }
}
