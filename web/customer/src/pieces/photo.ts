/** A picture as the bank wants it: made smaller on this device, as JPEG, in base64. */

const LONGEST_PX = 1600
const QUALITY = 0.85

/** Null for what this browser cannot show. */
export async function photo(file: File): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file)
    const scale = Math.min(1, LONGEST_PX / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(bitmap.width * scale))
    canvas.height = Math.max(1, Math.round(bitmap.height * scale))
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    return canvas.toDataURL('image/jpeg', QUALITY).replace(/^[^,]*,/, '')
  } catch {
    return null
  }
}
