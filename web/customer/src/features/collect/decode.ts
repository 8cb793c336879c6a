/** Reading a QR code out of a picture; the reader is fetched when it is first needed. */

const SIDE_MAX = 1600

/** The text of the QR code in a picture; null where there is none. */
export async function decoded(file: Blob): Promise<string | null> {
  try {
    const image = await createImageBitmap(file)
    const scale = Math.min(1, SIDE_MAX / Math.max(image.width, image.height))
    const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)]
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const pen = canvas.getContext('2d')
    if (!pen) return null
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, width, height)
    pen.drawImage(image, 0, 0, width, height)
    const { default: decodeQR } = await import('qr/decode.js')
    return decodeQR({ width, height, data: pen.getImageData(0, 0, width, height).data }, { timeLimit: 2000 })
  } catch {
    return null
  }
}
