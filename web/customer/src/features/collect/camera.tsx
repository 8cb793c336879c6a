import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button, Notice, useSay, words } from '@sycee/kit'
import style from './collect.module.css'

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<readonly { rawValue: string }[]>
}
type MakeDetector = new (wanted: { formats: string[] }) => Detector

const AGAIN_MS = 250

function detector(): MakeDetector | null {
  const made = (window as { BarcodeDetector?: MakeDetector }).BarcodeDetector
  return made && 'mediaDevices' in navigator ? made : null
}

/** The camera, where the device can read codes by itself; asked for only when it is wanted. */
export function Camera({ onRead }: { onRead: (text: string) => void }) {
  const say = useSay()
  const [on, turn] = useState(false)
  const [denied, deny] = useState(false)
  const view = useRef<HTMLVideoElement>(null)
  const read = useEffectEvent(onRead)
  useEffect(() => {
    const Made = detector()
    const video = view.current
    if (!on || !Made || !video) return
    const watching = { over: false }
    void watch(new Made({ formats: ['qr_code'] }), video, watching).then((text) => {
      turn(false)
      if (text !== null) read(text)
      else if (!watching.over) deny(true)
    })
    return () => {
      watching.over = true
      stop(video)
    }
  }, [on])
  if (!detector()) return null
  if (on)
    return (
      <>
        <video ref={view} className={style.view} muted playsInline />
        <Button
          onPress={() => {
            turn(false)
          }}
        >
          {say(words('关闭相机', 'Close the camera'))}
        </Button>
      </>
    )
  return (
    <>
      <Button
        kind="act"
        wide
        icon="search"
        onPress={() => {
          deny(false)
          turn(true)
        }}
      >
        {say(words('打开相机扫码', 'Scan with the camera'))}
      </Button>
      {denied && (
        <Notice title={say(words('没有打开相机', 'The camera did not open'))}>
          {say(words('可以输入收款码，或从图片读取。', 'Type the code, or read it from a picture.'))}
        </Notice>
      )}
    </>
  )
}

async function watch(
  reader: Detector,
  video: HTMLVideoElement,
  watching: { over: boolean },
): Promise<string | null> {
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
    await video.play()
    while (!watching.over) {
      const [found] = await reader.detect(video)
      if (found) return found.rawValue
      await new Promise((again) => setTimeout(again, AGAIN_MS))
    }
  } catch {
    // The person said no, or there is no camera.
  } finally {
    stop(video)
  }
  return null
}

function stop(video: HTMLVideoElement): void {
  const stream = video.srcObject
  if (stream instanceof MediaStream)
    stream.getTracks().forEach((track) => {
      track.stop()
    })
  video.srcObject = null
}
