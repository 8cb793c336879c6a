import { accountList, transferOwn, type Account, type StepUp } from '@sycee/client'
import { ButtonLink, Card, Empty, Icon, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useKept } from '../../shell/kept'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { AmountForm } from '../../pieces/paying/amount-form'
import { useAmount, type AmountStep } from '../../pieces/paying/amount-part'
import { ConfirmSheet } from '../../pieces/paying/confirm-sheet'
import { BLANK, type Draft } from '../../pieces/paying/draft'
import { refused, troubledAt, type Asked } from '../../pieces/paying/refusal'
import { AccountLine } from '../../pieces/paying/source-pick'
import { useSheetStep } from '../../pieces/paying/steps'
import style from '../../pieces/paying/paying.module.css'

/** Money between one's own accounts. */
export default function Own() {
  const say = useSay()
  const accounts = useRead(accountList, {})
  return (
    <Page title={say(words('本人互转', 'Own accounts'))} back="/transfer">
      <Show of={accounts} rows={3}>
        {(answer) =>
          answer.accounts.filter(({ state }) => state === 'open').length > 1 ? (
            <Between accounts={answer.accounts} />
          ) : (
            <Card>
              <Empty
                icon="own"
                title={say(words('只有一个账户，没有可以互转的', 'There is only one account'))}
              >
                <ButtonLink to="/transfer">{say(words('转给别人', 'Send to someone'))}</ButtonLink>
              </Empty>
            </Card>
          )
        }
      </Show>
    </Page>
  )
}

function Between({ accounts }: { accounts: readonly Account[] }) {
  const [draft, setDraft, clear] = useKept<Draft>('own', BLANK)
  const amount = useAmount(draft, setDraft, accounts)
  const sheet = useSheetStep()
  const target = targetOf(accounts, draft.target, amount.source)
  return (
    <>
      <AmountForm
        amount={amount}
        draft={draft}
        covered={sheet.shown}
        onNext={sheet.open}
        above={<FromTo accounts={accounts} amount={amount} target={target} />}
      />
      {target && (
        <SignOwn
          sheet={sheet}
          amount={amount}
          target={target}
          draft={draft}
          onDraft={setDraft}
          onClear={clear}
        />
      )}
    </>
  )
}

function FromTo({
  accounts,
  amount,
  target,
}: {
  accounts: readonly Account[]
  amount: AmountStep
  target: Account | null
}) {
  const say = useSay()
  const { source } = amount
  const swap = () => {
    if (source && target) amount.set({ source: target.id, target: source.id })
  }
  return (
    <div>
      <Card padded={false}>
        <AccountLine
          label={say(words('转出', 'From'))}
          accounts={accounts}
          chosen={source}
          onChoose={({ id }) => {
            amount.set({ source: id })
          }}
        />
      </Card>
      <button type="button" className={style.swap} aria-label={say(words('对调', 'Swap'))} onClick={swap}>
        <Icon name="own" size={20} />
      </button>
      <Card padded={false}>
        <AccountLine
          label={say(words('转入', 'To'))}
          accounts={accounts.filter(({ id }) => id !== source?.id)}
          chosen={target}
          onChoose={({ id }) => {
            amount.set({ target: id })
          }}
        />
      </Card>
    </div>
  )
}

function targetOf(
  accounts: readonly Account[],
  chosen: number | null,
  source: Account | null,
): Account | null {
  const others = accounts.filter(({ id, state }) => state === 'open' && id !== source?.id)
  return others.find(({ id }) => id === chosen) ?? others[0] ?? null
}

interface SignProps {
  sheet: ReturnType<typeof useSheetStep>
  amount: AmountStep
  target: Account
  draft: Draft
  onDraft: (draft: Draft) => void
  onClear: () => void
}

function SignOwn({ sheet, amount, target, draft, onDraft, onClear }: SignProps) {
  const say = useSay()
  const moving = useAct(transferOwn, 'key.own')
  const { source, money } = amount
  if (!source || !money) return null
  const memo = draft.memo.trim()
  const ask = { source: source.id, target: target.id, amount: money, ...(memo && { memo }) }
  const confirm = async (): Promise<Asked> => {
    const outcome = await moving.run(ask)
    if (!outcome) return { then: 'wait' }
    switch (outcome.code) {
      case 'ok':
        return { then: 'done', receipt: outcome.answer }
      case 'step_up_needed':
        return { then: 'prove', proposal: outcome.facts }
      case 'insufficient_funds':
      case 'amount_not_positive':
      case 'same_account':
      case 'account_closed':
      case 'account_frozen':
      case 'no_such_account':
      case 'over_limit':
      case 'day_limit':
      case 'not_booked':
        return refused(outcome)
      default:
        return troubledAt(outcome)
    }
  }
  const name = (account: Account) =>
    say(words(`${account.title} 尾号 ${account.tail}`, `${account.title} ending ${account.tail}`))
  const lines = [
    { label: say(words('转出', 'From')), value: name(source) },
    { label: say(words('转入', 'To')), value: name(target) },
    { label: say(words('到账时间', 'Arrives')), value: say(words('实时', 'at once')) },
    ...(memo ? [{ label: say(words('附言', 'Memo')), value: memo }] : []),
  ]
  const keep = (proposal: StepUp | null) => {
    onDraft({ ...draft, proposal })
  }
  return (
    <ConfirmSheet
      open={sheet.shown}
      onClose={sheet.close}
      amount={money}
      lines={lines}
      busy={moving.busy}
      unsettled={moving.unsettled(ask)}
      proposal={draft.proposal}
      onProposal={keep}
      onConfirm={confirm}
      onRefused={(line, at) => {
        amount.refuse(line, at)
        sheet.close()
      }}
      onClear={onClear}
    />
  )
}
