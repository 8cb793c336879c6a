import { useState } from 'react'
import { billList } from '@sycee/client'
import { Button, ButtonLink, Card, Empty, List, useSay, words } from '@sycee/kit'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { PaidRow } from './paid-row'

/** Every bill that was paid here, page after page. */
export default function History() {
  const say = useSay()
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null])
  return (
    <Page title={say(words('缴费记录', 'Bills paid'))} back="/life">
      {cursors.map((cursor, at) => (
        <Part
          key={cursor ?? ''}
          cursor={cursor}
          last={at === cursors.length - 1}
          onMore={(next) => {
            setCursors([...cursors, next])
          }}
        />
      ))}
    </Page>
  )
}

interface PartProps {
  cursor: string | null
  last: boolean
  onMore: (cursor: string) => void
}

function Part({ cursor, last, onMore }: PartProps) {
  const say = useSay()
  const page = useRead(billList, cursor === null ? {} : { cursor })
  return (
    <Show of={page} rows={6}>
      {({ bills, next }) => (
        <>
          {bills.length === 0 ? (
            <Card>
              <Empty icon="receipt" title={say(words('还没有缴过费', 'Nothing paid yet'))}>
                <ButtonLink to="/life">{say(words('去缴费', 'Pay a bill'))}</ButtonLink>
              </Empty>
            </Card>
          ) : (
            <List>
              {bills.map((bill) => (
                <PaidRow key={bill.transfer} bill={bill} />
              ))}
            </List>
          )}
          {last && next && (
            <Button
              wide
              onPress={() => {
                onMore(next)
              }}
            >
              {say(words('更早的', 'Earlier ones'))}
            </Button>
          )}
        </>
      )}
    </Show>
  )
}
