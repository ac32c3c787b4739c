import assert from 'node:assert/strict'
import { it } from 'node:test'
import { media } from './media.ts'

const greeting = { url: 'http://127.0.0.1:3000/calls/sounds/house-greeting.wav?s=signed' }

it('Sounds are fetched at the address that comes with them, or where the exchange reaches us', () => {
  assert.deepEqual(media({}, [greeting]), [`sound:${greeting.url}`])
  assert.deepEqual(media({ house: 'https://desk.example.cn:8443' }, [greeting]), [
    'sound:https://desk.example.cn:8443/calls/sounds/house-greeting.wav?s=signed',
  ])
})

it('Tones are those of China, wherever the house is', () => {
  assert.deepEqual(media({ house: 'https://desk.example.cn' }, [{ tone: 'beep' }]), [
    'tone:record;tonezone=cn',
  ])
})

it('What repeats is said as often as one request holds', () => {
  const list = media({}, [greeting], true)
  assert.ok(list.length > 100 && JSON.stringify(list).length < 40_960)
})
