import { useEffect, useRef } from 'react'
import { bookPhoto } from '@sycee/client'
import { Bone } from '@sycee/kit'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'

/** A photo, drawn: the page's content policy lets no picture in that is not the app's own file. */
export function DrawnPhoto({ id, name }: { id: string; name: string }) {
  const read = useRead(bookPhoto, { photo: id })
  return (
    <Show of={read} bones={<Bone width="100%" height={88} />}>
      {({ content }) => <Canvas content={content} name={name} />}
    </Show>
  )
}

function Canvas({ content, name }: { content: string; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let gone = false
    void bitmapOf(content).then((bitmap) => {
      const node = canvas.current
      if (gone || !node) return
      node.width = bitmap.width
      node.height = bitmap.height
      node.getContext('2d')?.drawImage(bitmap, 0, 0)
      bitmap.close()
    })
    return () => {
      gone = true
    }
  }, [content])
  return <canvas ref={canvas} role="img" aria-label={name} />
}

function bitmapOf(base64: string): Promise<ImageBitmap> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  return createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
}
