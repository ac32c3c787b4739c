import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Somebody's website, on an origin of its own. */
export type Website = {
  /** On the clinic's list. By name, so that it is another site than the clinic, which goes by number. */
  origin: string
  /** The same pages on an origin that is not on the list. */
  stranger: string
  embed: (html: string) => void
  stop: () => Promise<void>
}

/** What clinics with a strict policy have, with what the setup page tells them to add and nothing more. */
const policy = (clinic: string) =>
  [
    `default-src 'none'`,
    `style-src 'nonce-own'`,
    `script-src ${clinic} 'nonce-own'`,
    `frame-src ${clinic}`,
    `connect-src ${clinic} ws:`,
    `img-src ${clinic}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')

/** Opens a website that has nothing of the clinic's until it embeds something. */
export async function openWebsite(clinic: string): Promise<Website> {
  let snippet = ''
  const server = createServer(({ url }, response) => {
    if (url === '/favicon.ico') return void response.writeHead(204).end()
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy(clinic) })
    response.end(draw(snippet))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    stranger: `http://127.0.0.1:${port}`,
    embed: (html) => void (snippet = html),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The line that the setup page shows. */
export function snippetOf(origin: string, site: string): string {
  return `<script async src="${origin}/w.js" data-site="${site}"></script>`
}

/** With styles that would spoil whatever they reach. */
function draw(snippet: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>双眼皮手术 - 悦颜医疗美容</title>
<style nonce="own">
  body { margin: 0; font: 18px/1.6 serif; color: #222 }
  header { display: flex; justify-content: space-between; padding: 16px 5% }
  section { padding: 40px 5%; min-height: 500px }
  button { all: unset; position: static !important; color: red !important; font-size: 40px !important }
  iframe, div { max-width: 100% }
</style></head>
<body>
<header><b>悦颜医疗美容</b><nav><a href="/doctors">医生团队</a></nav></header>
<section id="top"><h1>双眼皮手术</h1><p>自然、恢复快。</p></section>
<section id="price"><h2>价格</h2><p>面诊后报价。</p></section>
<footer id="foot">© 悦颜</footer>
${snippet}
</body></html>`
}
