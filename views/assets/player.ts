import { CallPlayer } from './player/element.ts'

customElements.define('call-player', CallPlayer)
