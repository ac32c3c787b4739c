import type { Way } from './account.ts'
import { reads } from './ari/ask.ts'
import { dicts, text } from './json.ts'

/** Without these, something that staff rely on fails in mid-call. */
export const needed = [
  'app_stasis',
  'res_stasis_playback',
  'res_stasis_recording',
  'res_stasis_snoop',
  'res_stasis_device_state',
  'chan_bridge_media',
  'bridge_simple',
  'bridge_softmix',
  'chan_pjsip',
  'res_pjsip_header_funcs',
  'res_sorcery_memory',
  'res_http_media_cache',
  'res_musiconhold',
  'format_wav',
  'func_callerid',
  'func_talkdetect',
]

/** What the exchange lacks of what we use, by name. */
export async function missingModules(way: Way): Promise<string[]> {
  const loaded = new Set(
    dicts(await reads(way, 'asterisk/modules'))
      .filter((each) => text(each, 'status') === 'Running')
      .map((each) => text(each, 'name').replace(/\.so$/, '')),
  )
  return needed.filter((name) => !loaded.has(name))
}
