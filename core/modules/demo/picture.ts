import type { Random } from './random.ts'

const side = 720

/** A picture that could be a close look at skin: soft light, some spots. Nobody's face. */
export async function drawSkin(random: Random): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const spots = Array.from({ length: random.between(8, 16) }, () => spot(random)).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">
    <defs>
      <radialGradient id="light" cx="35%" cy="30%" r="85%">
        <stop offset="0" stop-color="#f6d9c6"/><stop offset="0.6" stop-color="#e6b79d"/><stop offset="1" stop-color="#c98e74"/>
      </radialGradient>
      <filter id="soft"><feGaussianBlur stdDeviation="7"/></filter>
    </defs>
    <rect width="100%" height="100%" fill="url(#light)"/><g filter="url(#soft)">${spots}</g></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer()
}

function spot(random: Random): string {
  const [x, y, r] = [random.between(60, 660), random.between(60, 660), random.between(6, 22)]
  return `<ellipse cx="${x}" cy="${y}" rx="${r}" ry="${r * 0.8}" fill="#a8664a" opacity="0.${random.between(25, 55)}"/>`
}
