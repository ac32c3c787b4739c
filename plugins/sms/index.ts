import type { Plugin } from 'qiantai/plugin'
import { aliyun } from './aliyun/kind.ts'
import { http } from './http/kind.ts'

/** Short messages to telephone numbers, through Aliyun or any gateway that is reached over HTTP. */
export default { api: 1, id: 'sms', home: import.meta.dirname, channels: [aliyun, http] } satisfies Plugin
