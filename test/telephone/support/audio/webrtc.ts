import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift'
import { Ear } from './ear.ts'
import { decode } from './law.ts'
import type { Media } from './media.ts'
import { Mouth } from './mouth.ts'

/** The voice of a browser: ICE on loopback, DTLS-SRTP, µ-law. */
export async function openWebRtc(): Promise<Media> {
  const ear = new Ear()
  const track = new MediaStreamTrack({ kind: 'audio' })
  const peer = connection(track)
  peer.onTrack.subscribe((heard) => heard.onReceiveRtp.subscribe(({ payload }) => ear.hear(decode(payload))))
  const mouth = new Mouth(speaking(track))
  peer.connectionStateChange.subscribe((state) => state === 'connected' && mouth.open())
  return {
    ear,
    keys: () => '',
    offer: async () => {
      await peer.setLocalDescription(await peer.createOffer())
      return peer.localDescription?.sdp ?? ''
    },
    answer: async (sdp) => {
      await peer.setRemoteDescription({ type: 'offer', sdp })
      await peer.setLocalDescription(await peer.createAnswer())
      return peer.localDescription?.sdp ?? ''
    },
    accept: (sdp) => peer.setRemoteDescription({ type: 'answer', sdp }),
    say: (what) => mouth.say(what),
    press: () => Promise.reject(new Error('Browsers press keys by SIP INFO')),
    close: () => {
      mouth.close()
      void peer.close()
    },
  }
}

function connection(track: MediaStreamTrack): RTCPeerConnection {
  const peer = new RTCPeerConnection({
    iceServers: [],
    iceUseIpv6: false,
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceInterfaceAddresses: { udp4: '127.0.0.1' },
    codecs: {
      audio: [
        new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 }),
      ],
    },
  })
  peer.addTransceiver(track, { direction: 'sendrecv' })
  return peer
}

function speaking(track: MediaStreamTrack): (frame: Uint8Array) => void {
  let count = 0
  return (frame) => {
    const header = new RtpHeader({
      payloadType: 0,
      sequenceNumber: count & 0xffff,
      timestamp: count * frame.length,
      ssrc: 1234,
    })
    count++
    track.writeRtp(new RtpPacket(header, Buffer.from(frame)))
  }
}
