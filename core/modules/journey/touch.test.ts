import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cleanUrl } from './address.ts'
import { touchOf } from './touch.ts'

const site = 'https://clinic.example/skin/photon'

/** What a browser may come with → class, site, keyword. `query` is added to the landing address. */
const visits: { referrer?: string; query?: string; is: [string, string?, string?] }[] = [
  { is: ['direct'] },
  { referrer: 'https://clinic.example/', is: ['direct'] },
  { referrer: 'javascript:alert(1)', is: ['direct'] },
  { referrer: 'android-app://com.tencent.mm/', is: ['direct'] },
  // Search, as found
  { referrer: 'https://www.baidu.com/link?url=abc&wd=&eqid=1', is: ['search-organic', 'baidu'] },
  {
    referrer: 'https://www.baidu.com/s?wd=%E5%85%89%E5%AD%90%E5%AB%A9%E8%82%A4',
    is: ['search-organic', 'baidu', '光子嫩肤'],
  },
  {
    referrer: 'http://www.baidu.com/s?wd=%B9%E2%D7%D3%C4%DB%B7%F4',
    is: ['search-organic', 'baidu', '光子嫩肤'],
  },
  {
    referrer: 'http://www.baidu.com/s?ie=gb2312&word=%CB%AE%B9%E2%D5%EB',
    is: ['search-organic', 'baidu', '水光针'],
  },
  {
    referrer: 'https://m.baidu.com/s?word=%E7%A5%9B%E6%96%91+%E4%BB%B7%E6%A0%BC',
    is: ['search-organic', 'baidu', '祛斑 价格'],
  },
  { referrer: 'https://wap.baidu.com/', is: ['search-organic', 'baidu'] },
  { referrer: 'https://image.baidu.com/search?kw=botox', is: ['search-organic', 'baidu', 'botox'] },
  { referrer: 'https://www.so.com/s?q=%E7%83%AD%E7%8E%9B%E5%90%89', is: ['search-organic', '360', '热玛吉'] },
  { referrer: 'https://m.so.com/s?q=abc', is: ['search-organic', '360', 'abc'] },
  { referrer: 'https://www.haosou.com/s?q=abc', is: ['search-organic', '360', 'abc'] },
  {
    referrer: 'https://www.sogou.com/web?query=%E5%8F%8C%E7%9C%BC%E7%9A%AE',
    is: ['search-organic', 'sogou', '双眼皮'],
  },
  {
    referrer: 'http://www.sogou.com/web?query=%CB%AB%D1%DB%C6%A4&ie=gbk',
    is: ['search-organic', 'sogou', '双眼皮'],
  },
  {
    referrer: 'https://wap.sogou.com/web/searchList.jsp?keyword=abc',
    is: ['search-organic', 'sogou', 'abc'],
  },
  { referrer: 'https://weixin.sogou.com/weixin?query=abc', is: ['search-organic', 'sogou', 'abc'] },
  { referrer: 'https://m.sm.cn/s?q=%E6%BF%80%E5%85%89', is: ['search-organic', 'shenma', '激光'] },
  { referrer: 'https://quark.sm.cn/s?q=abc', is: ['search-organic', 'shenma', 'abc'] },
  {
    referrer: 'https://so.toutiao.com/search?keyword=%E9%9A%86%E9%BC%BB',
    is: ['search-organic', 'toutiao', '隆鼻'],
  },
  { referrer: 'https://so.douyin.com/s?keyword=abc', is: ['search-organic', 'douyin', 'abc'] },
  {
    referrer: 'https://www.bing.com/search?q=filler+shanghai',
    is: ['search-organic', 'bing', 'filler shanghai'],
  },
  { referrer: 'https://cn.bing.com/', is: ['search-organic', 'bing'] },
  { referrer: 'https://www.google.com/', is: ['search-organic', 'google'] },
  { referrer: 'https://www.google.com.hk/search?q=abc', is: ['search-organic', 'google', 'abc'] },
  { referrer: 'https://www.google.de/', is: ['search-organic', 'google'] },
  // Search, as bought
  {
    referrer: 'https://www.baidu.com/baidu.php?url=x&word=%E6%95%B4%E5%BD%A2',
    is: ['search-paid', 'baidu', '整形'],
  },
  { referrer: 'https://e.so.com/search/eclk?p=1', is: ['search-paid', '360'] },
  { referrer: 'https://www.sogou.com/bill_search?query=abc', is: ['search-paid', 'sogou', 'abc'] },
  { referrer: 'https://www.google.com/aclk?sa=l', is: ['search-paid', 'google'] },
  { referrer: 'https://m.baidu.com/', query: 'bd_vid=10392', is: ['search-paid', 'baidu'] },
  { query: 'bd_vid=10392&utm_term=%E6%B0%B4%E5%85%89', is: ['search-paid', 'baidu', '水光'] },
  { query: 'qhclickid=a', is: ['search-paid', '360'] },
  { query: 'sg_vid=a', is: ['search-paid', 'sogou'] },
  { query: 'uctrackid=a', is: ['search-paid', 'shenma'] },
  { query: 'gclid=a', is: ['search-paid', 'google'] },
  { query: 'msclkid=a', is: ['search-paid', 'bing'] },
  { query: 'utm_source=baidu&utm_medium=cpc&utm_term=botox', is: ['search-paid', 'baidu', 'botox'] },
  { query: 'utm_source=Baidu.com&utm_medium=SEM', is: ['search-paid', 'baidu'] },
  {
    query: 'hmsr=%E7%99%BE%E5%BA%A6&hmpl=%E7%AB%9E%E4%BB%B7&hmkw=%E7%A5%9B%E7%97%98',
    is: ['search-paid', 'baidu', '祛痘'],
  },
  { query: 'utm_source=baidu&utm_term=botox', is: ['search-paid', 'baidu', 'botox'] },
  { query: 'utm_source=sogou&utm_medium=organic', is: ['search-organic', 'sogou'] },
  {
    referrer: 'https://so.toutiao.com/search?keyword=abc',
    query: 'clickid=a',
    is: ['search-paid', 'toutiao', 'abc'],
  },
  {
    referrer: 'https://m.sm.cn/',
    query: 'utm_medium=cpc&utm_campaign=spring',
    is: ['search-paid', 'shenma'],
  },
  // Feeds and campaigns
  { query: 'gdt_vid=a', is: ['campaign', 'tencent'] },
  { query: 'qz_gdt=a', is: ['campaign', 'tencent'] },
  { query: 'adid=7&clickid=a', is: ['campaign', 'toutiao'] },
  { query: 'utm_source=newsletter&utm_campaign=may', is: ['campaign', 'newsletter'] },
  { query: 'utm_source=douyin&utm_medium=cpm', is: ['campaign', 'douyin'] },
  { query: 'utm_campaign=may', is: ['campaign'] },
  // Social
  { query: 'utm_source=wechat&utm_medium=article', is: ['social', 'weixin'] },
  { referrer: 'https://mp.weixin.qq.com/s/abc', is: ['social', 'weixin'] },
  { referrer: 'https://servicewechat.com/wx123/1/page-frame.html', is: ['social', 'weixin'] },
  { referrer: 'https://weibo.com/1234/abc', is: ['social', 'weibo'] },
  { referrer: 'https://m.weibo.cn/', is: ['social', 'weibo'] },
  { referrer: 'https://t.cn/A6abc', is: ['social', 'weibo'] },
  { referrer: 'https://www.xiaohongshu.com/explore/1', is: ['social', 'xiaohongshu'] },
  { referrer: 'https://xhslink.com/a', is: ['social', 'xiaohongshu'] },
  { referrer: 'https://www.douyin.com/', is: ['social', 'douyin'] },
  { referrer: 'https://www.iesdouyin.com/share', is: ['social', 'douyin'] },
  { referrer: 'https://zhuanlan.zhihu.com/p/1', is: ['social', 'zhihu'] },
  { referrer: 'https://v.kuaishou.com/', is: ['social', 'kuaishou'] },
  { referrer: 'https://www.bilibili.com/video/1', is: ['social', 'bilibili'] },
  { referrer: 'https://tieba.baidu.com/p/1', is: ['social', 'tieba'] },
  { referrer: 'https://www.toutiao.com/article/1', is: ['social', 'toutiao'] },
  // Maps
  { referrer: 'https://map.baidu.com/poi/1', is: ['map', 'baidu-map'] },
  { referrer: 'https://j.map.baidu.com/', is: ['map', 'baidu-map'] },
  { referrer: 'https://www.amap.com/detail/1', is: ['map', 'amap'] },
  { referrer: 'https://surl.amap.com/x', is: ['map', 'amap'] },
  { referrer: 'https://www.dianping.com/shop/1', is: ['map', 'dianping'] },
  { referrer: 'https://m.dianping.com/shop/1', is: ['map', 'dianping'] },
  { query: 'utm_source=%E9%AB%98%E5%BE%B7', is: ['map', 'amap'] },
  // Other sites, also those that look like known ones
  { referrer: 'https://www.soyoung.com/doctor/1', is: ['referral', 'www.soyoung.com'] },
  { referrer: 'https://zhidao.baidu.com/question/1', is: ['referral', 'zhidao.baidu.com'] },
  { referrer: 'https://www.baidu.com.evil.example/s?wd=x', is: ['referral', 'www.baidu.com.evil.example'] },
  { referrer: 'https://notweibo.com/', is: ['referral', 'notweibo.com'] },
  // Codes
  { query: 'qr=lobby', is: ['qr'] },
  { query: 'utm_source=%E4%BA%8C%E7%BB%B4%E7%A0%81', is: ['qr'] },
  { referrer: 'https://mp.weixin.qq.com/', query: 'utm_medium=qrcode', is: ['qr'] },
]

describe('A touch', () => {
  for (const { referrer = '', query, is } of visits) {
    const landing = query ? `${site}?${query}` : site
    it(`from ${referrer || 'nowhere'}${query ? ` with ${query}` : ''} is ${is.join(' ')}`, () => {
      const touch = touchOf(landing, referrer)
      assert.deepEqual([touch.class, touch.site, touch.keyword], [is[0], is[1], is[2]])
    })
  }

  it('keeps the campaign and every click id, known or not', () => {
    const touch = touchOf(
      `${site}?utm_source=baidu&utm_medium=cpc&utm_campaign=may&bd_vid=1&newclid=2&x=3`,
      '',
    )
    assert.deepEqual(touch.campaign, { source: 'baidu', medium: 'cpc', name: 'may' })
    assert.deepEqual(touch.clicks, { bd_vid: '1', newclid: '2' })
  })

  it('survives whatever a visitor sends', () => {
    const hostile = [
      '',
      'x',
      'https://',
      'javascript:alert(1)',
      `https://a.example/?q=${'%'.repeat(9000)}`,
      'https://[::1',
      '\u0000',
      `https://a.example/?utm_source=${'好'.repeat(4000)}&__proto__=1`,
      'https://www.baidu.com/s?wd=%ff%fe%00',
      `https://a.example/?${'a=1&'.repeat(5000)}`,
    ]
    for (const landing of hostile) {
      for (const referrer of hostile) {
        const touch = touchOf(landing, referrer)
        assert.ok(JSON.stringify(touch).length < 10_000)
        assert.doesNotMatch(JSON.stringify(touch), /javascript:|\\u0000/)
      }
    }
  })
})

describe('An address that is kept', () => {
  it('loses what names a person or lets one in', () => {
    const url =
      'https://hao:pw@clinic.example/a?page=2&access_token=x&phone=1&tel=2&q=13800138000&keyword=skin&openid=3&code=4#top'
    assert.equal(cleanUrl(url), 'https://clinic.example/a?page=2&keyword=skin')
  })

  it('keeps the path of a single-page site', () => {
    assert.equal(cleanUrl('https://clinic.example/#/skin?token=1'), 'https://clinic.example/#/skin')
  })

  it('is http or https and at most 2,000 characters', () => {
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'nothing',
      undefined,
    ]) {
      assert.equal(cleanUrl(bad), undefined)
    }
    assert.equal(cleanUrl(`https://clinic.example/a?x=${'y'.repeat(5000)}`), 'https://clinic.example/a')
    assert.equal(cleanUrl(`https://clinic.example/${'y'.repeat(5000)}`)?.length, 2000)
  })
})
