import type { Random } from './random.ts'

const site = 'https://www.example.com'

/** The address of a page of the demo clinic's website. */
export function pageAt(path: string): string {
  return site + path
}

type Arrival = { landing: string; referrer: string }
type Source = (page: string, keyword: string) => Arrival

const sources: Source[] = [
  (page, keyword) => ({ landing: page, referrer: `https://www.baidu.com/s?wd=${keyword}` }),
  (page, keyword) => ({ landing: page, referrer: `https://m.baidu.com/s?word=${keyword}` }),
  (page, keyword) => ({
    landing: `${page}?bd_vid=11520487269034461`,
    referrer: `https://www.baidu.com/baidu.php?wd=${keyword}`,
  }),
  (page, keyword) => ({ landing: page, referrer: `https://www.so.com/s?q=${keyword}` }),
  (page, keyword) => ({ landing: page, referrer: `https://www.bing.com/search?q=${keyword}` }),
  (page) => ({ landing: page, referrer: 'https://www.xiaohongshu.com/explore' }),
  (page) => ({ landing: page, referrer: 'https://weibo.com/' }),
  (page) => ({ landing: page, referrer: 'https://www.dianping.com/shop/example' }),
  (page) => ({ landing: `${page}?utm_source=qr`, referrer: '' }),
  (page) => ({ landing: `${page}?utm_source=newsletter&utm_medium=email&utm_campaign=autumn`, referrer: '' }),
  (page) => ({ landing: page, referrer: '' }),
]

/** How somebody came to a page, with what they searched for where they did. */
export function arrivalAt(random: Random, page: string, keyword: string): Arrival {
  return random.pick(sources)(page, encodeURIComponent(keyword))
}

/** What people browse with. */
export const devices = [
  {
    screen: '390x844',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  },
  {
    screen: '393x852',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.54(0x18003633) NetType/WIFI Language/zh_CN',
  },
  {
    screen: '412x915',
    userAgent:
      'Mozilla/5.0 (Linux; Android 15; PJD110) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
  },
  {
    screen: '1920x1080',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
  },
]
