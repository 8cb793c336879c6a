import { useEffect, useRef, useState } from 'react'
import { Field, useSay, words } from '@sycee/kit'
import style from './book.module.css'

interface Props {
  value: string
  autoFocus: boolean
  onSearch: (text: string) => void
  onClose: () => void
}

const PAUSE_MS = 350

/** Words to find in title, counterparty or memo; asked for when typing pauses. */
export function SearchLine({ value, autoFocus, onSearch, onClose }: Props) {
  const say = useSay()
  const [text, setText] = useState(value)
  const latest = useRef(onSearch)
  useEffect(() => {
    latest.current = onSearch
  })
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => {
      latest.current(text)
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [text, value])
  return (
    <search
      className={style.search}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <Field
        label={say(words('搜商户、对方、附言', 'Search shop, person or memo'))}
        type="search"
        value={text}
        onChange={setText}
        autoFocus={autoFocus}
        maxLength={60}
      />
    </search>
  )
}
