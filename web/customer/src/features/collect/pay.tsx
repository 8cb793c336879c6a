import { useParams } from 'react-router'
import { accountList, collectShow, money, type Account, type CollectShown } from '@sycee/client'
import { Button, ButtonLink, Card, Empty, Facts, Hero, ListRow, useSay, words, type Words } from '@sycee/kit'
import { useKept } from '../../shell/kept'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { AmountForm } from '../../pieces/paying/amount-form'
import { useAmount } from '../../pieces/paying/amount-part'
import { BLANK, type Draft } from '../../pieces/paying/draft'
import { AccountLine } from '../../pieces/paying/source-pick'
import { useSheetStep } from '../../pieces/paying/steps'
import { SignPay } from './sign-pay'
import paying from '../../pieces/paying/paying.module.css'
import style from './collect.module.css'

/** Pay by a code: who, how much, and whether it can still be paid. */
export default function Pay() {
  const say = useSay()
  const { code = '' } = useParams()
  const shown = useRead(collectShow, { code: code.toLowerCase() })
  const accounts = useRead(accountList, {})
  return (
    <Page title={say(words('扫码付款', 'Pay by code'))} back="/scan">
      <Show of={shown} rows={3}>
        {(answer) =>
          answer.mine || answer.state !== 'open' ? (
            <NotPayable shown={answer} />
          ) : (
            <Show of={accounts} rows={3}>
              {(mine) => (
                <Payable key={answer.code} shown={answer} accounts={mine.accounts} onStale={shown.again} />
              )}
            </Show>
          )
        }
      </Show>
    </Page>
  )
}

const OVER: Record<CollectShown['state'], Words> = {
  open: words('', ''),
  paid: words('这个收款码已经有人付过了', 'Somebody has paid this code already'),
  expired: words('这个收款码已过期', 'This code has expired'),
  withdrawn: words('对方已收回这个收款码', 'This code was withdrawn'),
}

function NotPayable({ shown }: { shown: CollectShown }) {
  const say = useSay()
  const title = shown.mine ? words('这是您自己的收款码', 'That is your own code') : OVER[shown.state]
  const line = shown.mine
    ? words('让对方来扫，就能付给您', 'Let others scan it to pay you')
    : words('没有扣款。请对方重新出示收款码。', 'Nothing was debited. Ask for a fresh code.')
  return (
    <Card>
      <Empty icon="flag" title={say(title)} line={say(line)}>
        <ButtonLink to="/scan">{say(words('换一个码', 'Another code'))}</ButtonLink>
      </Empty>
    </Card>
  )
}

interface PayableProps {
  shown: CollectShown
  accounts: readonly Account[]
  onStale: () => void
}

function Payable({ shown, accounts, onStale }: PayableProps) {
  const say = useSay()
  const { down } = useLine()
  const [draft, setDraft, clear] = useKept<Draft>(`pay.${shown.code}`, BLANK)
  const amount = useAmount(draft, setDraft, accounts)
  const sheet = useSheetStep()
  const sum = shown.amount ?? amount.money
  const from = (
    <AccountLine
      label={say(words('付款账户', 'From'))}
      accounts={accounts}
      chosen={amount.source}
      onChoose={({ id }) => {
        amount.set({ source: id })
      }}
    />
  )
  const to = (
    <Card padded={false}>
      <ListRow
        tile={{ letter: shown.name.slice(0, 1) }}
        title={shown.name}
        caption={say(words(`Sycee · 尾号 ${shown.tail}`, `Sycee · ending ${shown.tail}`))}
      />
    </Card>
  )
  return (
    <>
      {shown.amount ? (
        <div className={paying.form}>
          {to}
          <Card padded={false}>
            <div className={style.sheet}>
              <Hero value={money(shown.amount.minor, shown.amount.asset)} />
              {shown.memo && <Facts lines={[{ label: say(words('附言', 'Memo')), value: shown.memo }]} />}
            </div>
            {from}
          </Card>
          {amount.wrong && <p role="alert">{amount.wrong}</p>}
          {amount.wrongStep && <p role="alert">{amount.wrongStep}</p>}
          <Button kind="act" wide disabled={down || !amount.source} onPress={sheet.open}>
            {say(words('下一步', 'Next'))}
          </Button>
        </div>
      ) : (
        <AmountForm amount={amount} draft={draft} seen covered={sheet.shown} onNext={sheet.open} above={to}>
          {from}
        </AmountForm>
      )}
      {amount.source && sum && (
        <SignPay
          sheet={sheet}
          shown={shown}
          source={amount.source}
          sum={sum}
          draft={draft}
          onDraft={setDraft}
          onClear={clear}
          onRefused={(line, at) => {
            amount.refuse(line, at)
            sheet.close()
            onStale()
          }}
        />
      )}
    </>
  )
}
