import type { Plugin } from 'qiantai/plugin'
import { fans } from './fans.ts'
import { servePictures } from './pictures.ts'

/** Weibo: the private messages, comments and mentions of a verified account (粉丝服务平台). */
export default {
  api: 1,
  id: 'weibo',
  home: import.meta.dirname,
  channels: [fans],
  register: servePictures,
} satisfies Plugin
