/** The library that draws, in a file of its own: it is brought when a chart is to be seen, never before. */

import { BarChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use as bring, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

bring([BarChart, GridComponent, SVGRenderer])

export interface Drawing {
  readonly show: (what: EChartsCoreOption) => void
  readonly end: () => void
}

export function draw(place: HTMLElement): Drawing {
  const chart = init(place, null, { renderer: 'svg' })
  const following = new ResizeObserver(() => {
    chart.resize()
  })
  following.observe(place)
  return {
    show: (what) => {
      chart.setOption(what, { notMerge: true })
    },
    end: () => {
      following.disconnect()
      // These two empty the place by `innerHTML`, which Trusted Types refuse; it is emptied below.
      const { painter } = chart.getZr() as unknown as { painter: Record<'clear' | 'dispose', () => void> }
      painter.clear = painter.dispose = () => undefined
      chart.dispose()
      place.replaceChildren()
    },
  }
}
