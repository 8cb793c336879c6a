import { useEffect, useRef, useState } from 'react'
import type { EChartsCoreOption } from 'echarts/core'
import type { Drawing } from './drawing'
import style from './chart.module.css'

const bring = () => import('./drawing')

/** A drawing, and nothing but that: what it shows is said in words and figures beside it. */
export function Chart({ of }: { of: EChartsCoreOption }) {
  const place = useRef<HTMLDivElement>(null)
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  useEffect(() => {
    let made: Drawing | null = null
    let left = false
    bring().then(
      ({ draw }) => {
        if (left || !place.current) return
        made = draw(place.current)
        setDrawing(made)
      },
      // Without a network the figures stand alone.
      () => undefined,
    )
    return () => {
      left = true
      made?.end()
    }
  }, [])
  useEffect(() => {
    drawing?.show(of)
  }, [drawing, of])
  return <div ref={place} className={style.drawing} aria-hidden="true" />
}
