/** What a visitor looks at us with. `app` is there where a page is open inside another app. */
export type Device = {
  kind: 'phone' | 'tablet' | 'desktop'
  system: string
  browser: string
  app?: string
  language?: string
  screen?: string
}

type Rule = [name: string, pattern: RegExp]

const apps: Rule[] = [
  ['wecom', /wxwork/i],
  ['wechat-mini', /miniProgram/i],
  ['wechat', /MicroMessenger/i],
  ['weibo', /Weibo/i],
  ['qq', / QQ\//i],
  ['alipay', /AlipayClient/i],
  ['douyin', /aweme/i],
  ['toutiao', /NewsArticle|ToutiaoMicroApp/i],
  ['xiaohongshu', /xhsdiscover|discover\//i],
  ['zhihu', /ZhihuHybrid|osee2unifiedRelease/i],
  ['dianping', /dp\/com\.dianping|dianping/i],
  ['baidu', /baiduboxapp/i],
]

const systems: Rule[] = [
  ['HarmonyOS', /HarmonyOS|OpenHarmony/i],
  ['Android', /Android/i],
  ['iPadOS', /iPad/i],
  ['iOS', /iPhone|iPod/i],
  ['Windows', /Windows/i],
  ['macOS', /Mac OS X|Macintosh/i],
  ['Linux', /Linux|CrOS/i],
]

const browsers: Rule[] = [
  ['UC', /UCBrowser|UCWEB/i],
  ['Quark', /Quark/i],
  ['QQ', /MQQBrowser|QQBrowser/i],
  ['360', /QihooBrowser|360SE|360EE/i],
  ['Sogou', /MetaSr|SogouMobileBrowser/i],
  ['Huawei', /HuaweiBrowser|ArkWeb/i],
  ['Xiaomi', /MiuiBrowser/i],
  ['Vivo', /VivoBrowser/i],
  ['OPPO', /HeyTapBrowser/i],
  ['Samsung', /SamsungBrowser/i],
  ['Edge', /Edg(e|A|iOS)?\//i],
  ['Opera', /OPR\/|Opera/i],
  ['Firefox', /Firefox|FxiOS/i],
  ['Chrome', /Chrome|CriOS/i],
  ['Safari', /Safari|AppleWebKit/i],
]

/** Reads the device off a user agent; what is unknown is ''. */
export function deviceOf(userAgent: string): Device {
  const agent = userAgent.slice(0, 400)
  const app = first(apps, agent)
  const device: Device = {
    kind: kindOf(agent),
    system: first(systems, agent),
    browser: first(browsers, agent),
  }
  return app ? { ...device, app } : device
}

function kindOf(agent: string): Device['kind'] {
  if (/iPad|Tablet|PlayBook|Silk/i.test(agent)) return 'tablet'
  if (/Mobile|iPhone|iPod|Phone/i.test(agent)) return 'phone'
  return /Android/i.test(agent) ? 'tablet' : 'desktop'
}

function first(rules: Rule[], agent: string): string {
  return rules.find(([, pattern]) => pattern.test(agent))?.[0] ?? ''
}
