import type { Ari } from './ari.ts'

/** Puts a phone of staff into the exchange as ARI allows it, for tests that need no plugin. */
export async function bringPhone(ari: Ari, name: string, secret: string, kind: 'desk' | 'browser') {
  const put = (type: string, fields: Record<string, string>) =>
    ari.put(`/asterisk/config/dynamic/res_pjsip/${type}/${name}`, {
      fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })),
    })
  await put('auth', { auth_type: 'userpass', username: name, password: secret })
  await put('aor', { max_contacts: '1', remove_existing: 'yes' })
  await put('endpoint', {
    context: 'from-staff',
    disallow: 'all',
    allow: 'ulaw',
    auth: name,
    aors: name,
    direct_media: 'no',
    rtp_symmetric: 'yes',
    rewrite_contact: 'yes',
    set_var: 'PJSIP_TRANSFER_HANDLING()=ari-only',
    ...(kind === 'browser' && { transport: 'ws', webrtc: 'yes', dtls_auto_generate_cert: 'yes' }),
  })
}
