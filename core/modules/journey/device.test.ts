import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deviceOf } from './device.ts'

const agents: [agent: string, kind: string, system: string, browser: string, app?: string][] = [
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.42',
    'phone',
    'iOS',
    'Safari',
    'wechat',
  ],
  [
    'Mozilla/5.0 (Linux; Android 13; M2102) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0 miniProgram/wx1',
    'phone',
    'Android',
    'Chrome',
    'wechat-mini',
  ],
  [
    'Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/98 Mobile Safari/537.36 wxwork/4.1 MicroMessenger/7.0.1',
    'phone',
    'Android',
    'Chrome',
    'wecom',
  ],
  [
    'Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/98 Mobile Safari/537.36 aweme_230400',
    'phone',
    'Android',
    'Chrome',
    'douyin',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Mobile/15E148 Weibo (iPhone14,2__weibo__13.1)',
    'phone',
    'iOS',
    '',
    'weibo',
  ],
  [
    'Mozilla/5.0 (Linux; U; Android 11; zh-CN) AppleWebKit/537.36 Chrome/78 UCBrowser/13.4 Mobile Safari/537.36',
    'phone',
    'Android',
    'UC',
  ],
  [
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114 Safari/537.36 ArkWeb/4.1 Mobile',
    'phone',
    'HarmonyOS',
    'Huawei',
  ],
  [
    'Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 Chrome/116 Safari/537.36',
    'tablet',
    'Android',
    'Chrome',
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Version/16.0 Mobile/15E148 Safari/604.1',
    'tablet',
    'iPadOS',
    'Safari',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120.0',
    'desktop',
    'Windows',
    'Edge',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15',
    'desktop',
    'macOS',
    'Safari',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0', 'desktop', 'Linux', 'Firefox'],
  ['', 'desktop', '', ''],
  ['<script>alert(1)</script>'.repeat(1000), 'desktop', '', ''],
]

describe('A device', () => {
  for (const [agent, kind, system, browser, app] of agents) {
    it(`is a ${kind} ${[system, browser, app].filter(Boolean).join(' ')} by "${agent.slice(0, 60)}"`, () => {
      assert.deepEqual(deviceOf(agent), app ? { kind, system, browser, app } : { kind, system, browser })
    })
  }
})
