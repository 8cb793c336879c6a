/** A value shown whole, for a minute; then it is covered again. */

import { useEffect, useState } from 'react'
import { Button } from 'antd'
import type { Revealing } from '@sycee/client/staff'
import { useSay, words } from '@sycee/kit'

const SHOWN_S = 60

export function Uncovered(props: {
  value: string
  field: Revealing['field']
  cover: (field: Revealing['field']) => void
}) {
  const { value, field, cover } = props
  const say = useSay()
  const [left, setLeft] = useState(SHOWN_S)
  useEffect(() => {
    const until = Date.now() + SHOWN_S * 1000
    const tick = setInterval(() => {
      const seconds = Math.ceil((until - Date.now()) / 1000)
      if (seconds > 0) setLeft(seconds)
      else cover(field)
    }, 500)
    return () => {
      clearInterval(tick)
    }
  }, [cover, field])
  return (
    <>
      <strong>{value}</strong>{' '}
      <Button
        size="small"
        onClick={() => {
          cover(field)
        }}
      >
        {say(words(`遮住（${left} 秒）`, `Cover (${left} s)`))}
      </Button>
    </>
  )
}
