import { useEffect, useEffectEvent, useState } from 'react'
import { accountList, collectMake, collectShow, type Account, type CollectMade } from '@sycee/client'
import { Button, Card, Failed, Skeleton, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useKept } from '../../shell/kept'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { troubled } from '../../shell/trouble'
import { AccountLine } from '../../pieces/paying/source-pick'
import { useEvery } from './every'
import { Places } from './places'
import { CollectPaper } from './collect-paper'
import { SetAmount } from './set-amount'

/** My code to be paid by. */
export default function Collect() {
  const say = useSay()
  const accounts = useRead(accountList, {})
  return (
    <Page title={say(words('收款码', 'Be paid'))} back="/" asideAlways aside={<Places but="/collect" />}>
      <Show of={accounts} rows={3}>
        {(answer) => <Mine accounts={answer.accounts.filter(({ state }) => state === 'open')} />}
      </Show>
    </Page>
  )
}

function Mine({ accounts }: { accounts: readonly Account[] }) {
  const say = useSay()
  const [chosen, choose] = useKept<number | null>('collect.account', null)
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0] ?? null
  if (!account)
    return <Failed title={say(words('没有可以收款的账户', 'No account to be paid into'))} line="" />
  return (
    <>
      <Card padded={false}>
        <AccountLine
          label={say(words('收款账户', 'Into'))}
          accounts={accounts}
          chosen={account}
          onChoose={({ id }) => {
            choose(id)
          }}
        />
      </Card>
      <Coded key={account.id} account={account} />
    </>
  )
}

/** The lasting code of an account, or one with an amount while that is wanted. */
function Coded({ account }: { account: Account }) {
  const say = useSay()
  const [fixed, setFixed, clear] = useKept<CollectMade | null>(`collect.${account.id}`, null)
  const [lasting, setLasting] = useState<CollectMade | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [setting, openSetting] = useState(false)
  const { run } = useAct(collectMake)
  const make = useEffectEvent(async () => {
    const outcome = await run({ account: account.id })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        setLasting(outcome.answer)
        return
      case 'no_such_account':
      case 'account_closed':
      case 'amount_not_positive':
        setTrouble(outcome.say)
        return
      default:
        setTrouble(troubled(outcome))
    }
  })
  useEffect(() => {
    const timer = setTimeout(() => void make(), 0)
    return () => {
      clearTimeout(timer)
    }
  }, [])
  const made = fixed ?? lasting
  if (trouble) return <Failed title={say(words('没有生成收款码', 'No code was made'))} line={trouble} />
  if (!made) return <Skeleton rows={5} />
  return (
    <>
      <Watched key={made.code} made={made} onWithdrawn={clear} />
      <Button
        wide
        icon={fixed ? 'again' : 'plus'}
        onPress={() => {
          if (fixed) clear()
          else openSetting(true)
        }}
      >
        {say(
          fixed
            ? words('回到长期收款码', 'Back to my lasting code')
            : words('设置金额和附言', 'Set an amount'),
        )}
      </Button>
      <SetAmount
        open={setting}
        account={account}
        onClose={() => {
          openSetting(false)
        }}
        onMade={(answer) => {
          setFixed(answer)
          openSetting(false)
        }}
      />
    </>
  )
}

const LOOK_MS = 4000

/** The code with what has become of it: facts bring it at once, and it is looked at now and then. */
function Watched({ made, onWithdrawn }: { made: CollectMade; onWithdrawn: () => void }) {
  const shown = useRead(collectShow, { code: made.code })
  useEvery(LOOK_MS, shown.again)
  return (
    <Show of={shown} rows={5}>
      {(answer) => <CollectPaper made={made} shown={answer} onWithdrawn={onWithdrawn} />}
    </Show>
  )
}
