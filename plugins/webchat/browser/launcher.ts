import { start } from './launcher/start.ts'

const me = document.currentScript
if (me instanceof HTMLScriptElement) {
  const { site = '', lang = document.documentElement.lang || navigator.language } = me.dataset
  const host = me.src.split('/').slice(0, 3).join('/')
  const locale = /^en/i.test(lang) ? 'en' : 'zh-CN'
  // A clinic's page must not notice that its chat is away.
  start({ host, site, locale, nonce: me.nonce }).catch(() => {})
}
