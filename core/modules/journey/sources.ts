/** Where visitors come from, as tables. In each, the first row that fits counts. */

export const sourceClasses = [
  'search-paid',
  'search-organic',
  'social',
  'map',
  'referral',
  'campaign',
  'qr',
  'offline',
  'link',
  'direct',
] as const
export type SourceClass = (typeof sourceClasses)[number]

type Site = { site: string; host: RegExp }
type Engine = Site & {
  /** Parameters of the referrer that carry what was searched for. */
  keyword: string[]
  /** Paths that only paid results lead through. */
  paid?: RegExp
}

export const engines: Engine[] = [
  {
    site: 'baidu',
    host: /^((www|m|wap|image|video|news|jump)\.)?baidu\.com$/,
    keyword: ['wd', 'word', 'kw', 'keyword'],
    paid: /^\/baidu\.php/,
  },
  { site: '360', host: /^((www|m|wap|e|image)\.)?(so|haosou)\.com$/, keyword: ['q'], paid: /\/eclk/ },
  {
    site: 'sogou',
    host: /^((www|m|wap|weixin|pic)\.)?sogou\.com$/,
    keyword: ['query', 'keyword'],
    paid: /^\/bill_/,
  },
  { site: 'shenma', host: /(^|\.)sm\.cn$/, keyword: ['q'] },
  { site: 'toutiao', host: /^(so|m\.so)\.toutiao\.com$/, keyword: ['keyword'] },
  { site: 'douyin', host: /^so\.douyin\.com$/, keyword: ['keyword'] },
  { site: 'bing', host: /^((www|cn|m)\.)?bing\.com$/, keyword: ['q'], paid: /^\/aclk/ },
  {
    site: 'google',
    host: /^((www|m|cse)\.)?google(\.[a-z]{2,3}){1,2}$/,
    keyword: ['q'],
    paid: /^\/aclk|pagead/,
  },
]

export const maps: Site[] = [
  { site: 'baidu-map', host: /^(map|ditu)\.baidu\.com$|^j\.map\.baidu\.com$/ },
  { site: 'amap', host: /(^|\.)(amap|gaode)\.com$/ },
  { site: 'dianping', host: /(^|\.)(dianping|dpurl)\.(com|cn)$/ },
  { site: 'meituan', host: /(^|\.)meituan\.com$/ },
  { site: 'tencent-map', host: /^(map|apis\.map)\.qq\.com$/ },
]

export const socials: Site[] = [
  { site: 'weixin', host: /(^|\.)weixin\.qq\.com$|(^|\.)servicewechat\.com$/ },
  { site: 'weibo', host: /(^|\.)weibo\.(com|cn)$|^t\.cn$/ },
  { site: 'xiaohongshu', host: /(^|\.)(xiaohongshu|xhslink)\.com$/ },
  { site: 'douyin', host: /(^|\.)(douyin|iesdouyin)\.com$/ },
  { site: 'zhihu', host: /(^|\.)zhihu\.com$/ },
  { site: 'kuaishou', host: /(^|\.)(kuaishou|chenzhongtech)\.com$/ },
  { site: 'bilibili', host: /(^|\.)bilibili\.com$|^b23\.tv$/ },
  { site: 'tieba', host: /^tieba\.baidu\.com$/ },
  { site: 'toutiao', host: /(^|\.)toutiao\.com$/ },
  { site: 'qzone', host: /(^|\.)qzone\.qq\.com$/ },
]

/** What advertising platforms add to the landing address. `search` sells places in results, the others in feeds. */
export const clickIds: { name: string; site: string; search: boolean }[] = [
  { name: 'bd_vid', site: 'baidu', search: true },
  { name: 'qhclickid', site: '360', search: true },
  { name: 'sg_vid', site: 'sogou', search: true },
  { name: 'uctrackid', site: 'shenma', search: true },
  { name: 'gclid', site: 'google', search: true },
  { name: 'msclkid', site: 'bing', search: true },
  { name: 'gdt_vid', site: 'tencent', search: false },
  { name: 'qz_gdt', site: 'tencent', search: false },
  { name: 'clickid', site: 'toutiao', search: false },
  { name: 'adid', site: 'toutiao', search: false },
]

/** Looks like a click id, of a platform that we do not know: kept as it is. */
export const looksLikeClickId = /(clid|click_?id|_vid|track_?id)$/i

/** Campaign parameters: ours first, Baidu Tongji's after. */
export const campaignParameters = {
  source: ['utm_source', 'hmsr'],
  medium: ['utm_medium', 'hmpl'],
  name: ['utm_campaign', 'hmcu'],
  term: ['utm_term', 'hmkw'],
  content: ['utm_content', 'hmci'],
}

/** What people write into utm_source for the sites above. */
export const sourceNames: Record<string, { site: string; class: 'search' | 'social' | 'map' }> = {
  baidu: { site: 'baidu', class: 'search' },
  百度: { site: 'baidu', class: 'search' },
  '360': { site: '360', class: 'search' },
  so: { site: '360', class: 'search' },
  sogou: { site: 'sogou', class: 'search' },
  搜狗: { site: 'sogou', class: 'search' },
  shenma: { site: 'shenma', class: 'search' },
  神马: { site: 'shenma', class: 'search' },
  bing: { site: 'bing', class: 'search' },
  google: { site: 'google', class: 'search' },
  weixin: { site: 'weixin', class: 'social' },
  wechat: { site: 'weixin', class: 'social' },
  微信: { site: 'weixin', class: 'social' },
  weibo: { site: 'weibo', class: 'social' },
  微博: { site: 'weibo', class: 'social' },
  xiaohongshu: { site: 'xiaohongshu', class: 'social' },
  xhs: { site: 'xiaohongshu', class: 'social' },
  小红书: { site: 'xiaohongshu', class: 'social' },
  douyin: { site: 'douyin', class: 'social' },
  抖音: { site: 'douyin', class: 'social' },
  zhihu: { site: 'zhihu', class: 'social' },
  知乎: { site: 'zhihu', class: 'social' },
  amap: { site: 'amap', class: 'map' },
  高德: { site: 'amap', class: 'map' },
  dianping: { site: 'dianping', class: 'map' },
  大众点评: { site: 'dianping', class: 'map' },
}

export const paidMedium = /^(cpc|ppc|cpm|sem|paid.*|ads?|竞价|付费)$/i
export const organicMedium = /^(organic|natural|seo|自然)$/i
export const qrName = /^(qr|qr-?code|二维码)$/i
