import type { ReactNode } from 'react'
import { Button, ButtonLink, Empty, Failed, Skeleton, useSay, words } from '@sycee/kit'
import { unread } from './trouble'
import type { Reading } from './read'

interface Props<Answer, Own> {
  of: Reading<Answer, Own>
  /** The bones to show while waiting, when rows are not the right ones. */
  bones?: ReactNode
  rows?: number
  flat?: boolean
  children: (answer: Answer) => ReactNode
}

/** Show an answer, or its skeleton, or why it is not there. An older answer stays while a newer fails. */
export function Show<Answer, Own extends { code: string; say: string }>({
  of,
  bones,
  rows = 4,
  flat = false,
  children,
}: Props<Answer, Own>) {
  const say = useSay()
  if (of.answer !== null) return children(of.answer)
  if (of.waiting)
    return (
      <Skeleton rows={rows} flat={flat}>
        {bones}
      </Skeleton>
    )
  // Asking again finds no more.
  if (of.trouble?.code === 'not_found')
    return (
      <Empty icon="search" title={say(words('没有找到', 'Not found'))}>
        <ButtonLink to="/">{say(words('回首页', 'Go home'))}</ButtonLink>
      </Empty>
    )
  return (
    <Failed title={say(words('没有读到', 'Could not be read'))} line={of.trouble ? unread(of.trouble) : ''}>
      <Button onPress={of.again}>{say(words('再试一次', 'Try again'))}</Button>
    </Failed>
  )
}
