import type { Plugin } from 'qiantai/plugin'
import { kefu } from './kefu/kind.ts'
import { mini } from './mini/kind.ts'
import { official } from './official/kind.ts'

/** WeChat: 公众号, 小程序客服 and 微信客服. */
export default {
  api: 1,
  id: 'wechat',
  home: import.meta.dirname,
  channels: [official, mini, kefu],
} satisfies Plugin
