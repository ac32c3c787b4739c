import type { ConfigurationFile } from 'qiantai/plugin'
import { file } from './file.ts'

/** What is loaded: no more than the front desk uses, so that nothing else can be reached. */
export function modules(): ConfigurationFile {
  const parts = Object.entries(loaded).map(([about, names]) => [
    `; ${about}`,
    ...names
      .trim()
      .split(/\s+/)
      .map((name) => `load = ${name}.so`),
  ])
  return file(
    'modules.conf',
    ['what Asterisk loads, and nothing more.'],
    ['[modules]\nautoload = no', ...parts.map((lines) => lines.join('\n'))],
  )
}

const loaded = {
  'Where settings and time come from': `
    res_sorcery_config res_sorcery_memory res_sorcery_astdb res_timing_timerfd`,
  'Voices: codecs, files, RTP, encryption': `
    codec_alaw codec_ulaw codec_g722 codec_resample format_wav format_pcm format_sln
    res_musiconhold res_rtp_asterisk res_rtp_multicast res_srtp res_crypto`,
  Rooms: `
    chan_bridge_media bridge_simple bridge_softmix bridge_holding bridge_builtin_features
    bridge_builtin_interval_features`,
  SIP: `
    res_pjproject res_pjsip res_pjsip_session res_pjsip_authenticator_digest
    res_pjsip_outbound_authenticator_digest res_pjsip_outbound_registration res_pjsip_endpoint_identifier_ip
    res_pjsip_endpoint_identifier_user res_pjsip_registrar res_pjsip_sdp_rtp res_pjsip_caller_id
    res_pjsip_dtmf_info res_pjsip_rfc3326 res_pjsip_refer res_pjsip_nat res_pjsip_logger res_pjsip_pubsub
    res_pjsip_header_funcs res_pjsip_transport_websocket res_pjsip_acl chan_pjsip func_pjsip_endpoint
    func_pjsip_contact func_pjsip_aor`,
  'Steering by the front desk': `
    res_http_websocket res_websocket_client res_stasis res_stasis_answer res_stasis_playback
    res_stasis_recording res_stasis_snoop res_stasis_device_state app_stasis res_ari_model res_ari
    res_ari_applications res_ari_asterisk res_ari_bridges res_ari_channels res_ari_device_states
    res_ari_endpoints res_ari_events res_ari_playbacks res_ari_recordings res_ari_sounds`,
  'Sounds from the front desk': `
    res_curl res_http_media_cache`,
  'Audio for machines that listen and speak': `
    chan_rtp res_audiosocket chan_audiosocket chan_websocket`,
  'Dial plan': `
    pbx_config app_dial app_playback app_playtones app_record app_verbose func_callerid func_channel func_cut
    func_hangupcause func_logic func_strings func_talkdetect func_timeout`,
}
