import { useEffect, useEffectEvent, useState } from 'react'
import { accountList, bookEntries, paycodeMake, type Account } from '@sycee/client'
import { Button, Card, Failed, figure, Icon, Skeleton, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useKept } from '../../shell/kept'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget, useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { troubled } from '../../shell/trouble'
import { AccountLine } from '../../pieces/paying/source-pick'
import { inFours } from './codes'
import { useEvery, useSecondsUntil, useSeen } from './every'
import { Places } from './places'
import { Qr } from '../../pieces/qr'
import style from './collect.module.css'

/** A code on my screen by which a shop is paid. */
export default function PaycodePage() {
  const say = useSay()
  const accounts = useRead(accountList, {})
  return (
    <Page title={say(words('付款码', 'Pay code'))} back="/" asideAlways aside={<Places but="/paycode" />}>
      <Show of={accounts} rows={3}>
        {(answer) => <From accounts={answer.accounts.filter(({ state }) => state === 'open')} />}
      </Show>
    </Page>
  )
}

function From({ accounts }: { accounts: readonly Account[] }) {
  const say = useSay()
  const [chosen, choose] = useKept<number | null>('paycode.account', null)
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0] ?? null
  if (!account) return <Failed title={say(words('没有可以付款的账户', 'No account to pay from'))} line="" />
  return (
    <>
      <Card padded={false}>
        <AccountLine
          label={say(words('付款账户', 'From'))}
          accounts={accounts}
          chosen={account}
          onChoose={({ id }) => {
            choose(id)
          }}
        />
      </Card>
      <Live key={account.id} account={account} />
    </>
  )
}

const LIVES_MS = 60_000
const FRESH_MS = 52_000

interface Code {
  digits: string
  until: number
}

/** The code, anew before it ends; nothing of it while the page is not seen. */
function Live({ account }: { account: Account }) {
  const say = useSay()
  const seen = useSeen()
  const { down } = useLine()
  const [code, setCode] = useState<Code | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const { run, busy } = useAct(paycodeMake)
  const make = async () => {
    const asked = Date.now()
    const outcome = await run({ source: account.id })
    if (!outcome) return
    setTrouble(null)
    switch (outcome.code) {
      case 'ok':
        setCode({ digits: outcome.answer.code, until: asked + LIVES_MS })
        return
      case 'no_such_account':
      case 'account_closed':
        setTrouble(outcome.say)
        return
      default:
        setTrouble(troubled(outcome))
    }
  }
  const renew = useEffectEvent(() => void make())
  const hide = useEffectEvent(() => {
    setCode(null)
  })
  useEffect(() => {
    if (!seen) {
      const timer = setTimeout(hide, 0)
      return () => {
        clearTimeout(timer)
      }
    }
    const first = setTimeout(renew, 0)
    const timer = setInterval(renew, FRESH_MS)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [seen])
  const paid = usePaid(() => void make())
  if (trouble && !code)
    return (
      <Failed title={say(words('没有生成付款码', 'No code was made'))} line={trouble}>
        <Button onPress={() => void make()}>{say(words('再试一次', 'Try again'))}</Button>
      </Failed>
    )
  if (!code && seen && !down) return <Skeleton rows={5} />
  return (
    <Card padded={false}>
      <div className={style.sheet}>
        {paid && (
          <div className={style.got} role="status">
            <span>{say(words('已付款', 'Paid'))}</span>
            <b>{paid}</b>
          </div>
        )}
        {code && seen ? (
          <Shown code={code} />
        ) : (
          <div className={style.hidden}>
            <Icon name="veil" size={32} />
          </div>
        )}
        <p className={style.small}>
          {say(
            words(
              '每个码只能付一次，最多 200 元。不要把码发给别人。',
              'Each code pays once, 200 at most. Never send it to anybody.',
            ),
          )}
        </p>
        <Button icon="again" busy={busy} disabled={down} onPress={() => void make()}>
          {say(words('换一个', 'Another one'))}
        </Button>
      </div>
    </Card>
  )
}

function Shown({ code }: { code: Code }) {
  const say = useSay()
  const left = useSecondsUntil(code.until)
  if (left === 0) return <p className={style.who}>{say(words('付款码已过期', 'The code has expired'))}</p>
  return (
    <>
      <Qr text={code.digits} label={say(words('付款二维码', 'QR code to pay by'))} />
      <p className={style.digits}>{inFours(code.digits)}</p>
      <p className={style.left}>{say(words(`${left} 秒后失效`, `good for ${left} s`))}</p>
    </>
  )
}

const LOOK_MS = 4000

/** What has just been paid, by the newest entry; a used code is followed by a fresh one. */
function usePaid(renew: () => void): string | null {
  const newest = useRead(bookEntries, { limit: 1 })
  useEvery(LOOK_MS, newest.again)
  const entry = newest.answer?.entries[0] ?? null
  const [before, setBefore] = useState<string | null>(null)
  const [paid, setPaid] = useState<string | null>(null)
  const told = useEffectEvent(() => {
    if (!entry || entry.id === before) return
    setBefore(entry.id)
    if (before === null || entry.amount.minor >= 0) return
    setPaid(figure(entry.amount))
    forget('account.')
    renew()
  })
  useEffect(() => {
    const timer = setTimeout(told, 0)
    return () => {
      clearTimeout(timer)
    }
  }, [entry?.id])
  return paid
}
