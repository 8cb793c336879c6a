import { useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { payeeAdd, payeeCheck, type Bank, type PayeeCheckAnswer } from '@sycee/client'
import { Button, Card, Field, Icon, say, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from '../../pieces/paying/paying.module.css'
import { BankPick, ElsewhereNotice } from './bank-pick'

interface Wrong {
  to?: string
  name?: string
  /** The number that was asked about, where the refusal is about just that. */
  about?: string
}
type Found = PayeeCheckAnswer & { to: string }

/** Someone new: account or phone number, then the name, which must be theirs. */
export default function AddPayee() {
  const say = useSay()
  const { down } = useLine()
  const [to, setTo] = useState('')
  const [name, setName] = useState('')
  const [bank, setBank] = useState<Bank | null>(null)
  const [looked, setFound] = useState<Found | null>(null)
  const [wrong, setWrong] = useState<Wrong>({})
  const check = useCheck(setFound, setWrong)
  const found = !bank && looked?.to === plain(to) ? looked : null
  const wrongTo = wrong.about === undefined || wrong.about === plain(to) ? wrong.to : undefined
  const add = useAdd(setWrong)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (!plain(to))
      setWrong({
        to: say(bank ? NUMBER_THERE : words('请填对方的账号或手机号', 'Give their account or phone number')),
      })
    else if (!name.trim()) setWrong({ name: say(words('请填对方的完整姓名', 'Give their full name')) })
    else void add.run(plain(to), name.trim(), bank)
  }
  return (
    <Page title={say(words('新收款人', 'New payee'))} back="/transfer" step="1 / 3">
      <form onSubmit={submit} className={style.form} noValidate>
        <BankPick
          bank={bank}
          onChoose={(chosen) => {
            setBank(chosen)
            setWrong({})
          }}
        />
        <Field
          label={say(
            bank ? words('账号', 'Account number') : words('账号或手机号', 'Account or phone number'),
          )}
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          value={to}
          wrong={wrongTo}
          maxLength={30}
          onChange={(text) => {
            setTo(text)
            setWrong({})
          }}
          onBlur={() => {
            if (!bank && plain(to).length >= 8 && !found) void check(plain(to))
          }}
        />
        {found && (
          <Card>
            <p style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
              <Icon name="person" size={20} />
              {say(
                words(
                  `找到 ${found.name_masked}，尾号 ${found.tail}`,
                  `Found ${found.name_masked}, ending ${found.tail}`,
                ),
              )}
            </p>
          </Card>
        )}
        <Field
          label={say(words('对方姓名', 'Their name'))}
          autoComplete="off"
          value={name}
          wrong={wrong.name}
          maxLength={40}
          hint={say(
            bank
              ? words(
                  '要与开户姓名完全一致，不一致会被退回',
                  'Exactly the name on the account, or it comes back',
                )
              : words('要与开户姓名完全一致，不一致不能转', 'Must be exactly the name on the account'),
          )}
          onChange={(text) => {
            setName(text)
            setWrong({})
          }}
        />
        {bank && <ElsewhereNotice />}
        <div className={style.foot}>
          <Button kind="act" wide submit busy={add.busy} disabled={down}>
            {say(
              down
                ? words('没有网络，暂不能转账', 'Offline; transfers rest')
                : add.busy
                  ? words('正在核对户名…', 'Checking the name…')
                  : bank
                    ? words('下一步', 'Next')
                    : words('核对户名，下一步', 'Check the name and go on'),
            )}
          </Button>
        </div>
      </form>
    </Page>
  )
}

/** Numbers are often pasted with spaces. */
function plain(number: string): string {
  return number.replace(/[\s-]/g, '')
}

/** Look the number up as soon as it is typed; what comes back for a number changed meanwhile is dropped. */
function useCheck(tell: (found: Found) => void, complain: (wrong: Wrong) => void) {
  const { run } = useAct(payeeCheck)
  return async (to: string) => {
    const outcome = await run({ to })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        tell({ ...outcome.answer, to })
        return
      case 'payee_not_found':
        complain({ to: outcome.say, about: to })
        return
      default:
        complain({ to: troubled(outcome), about: to })
    }
  }
}

const NUMBER_THERE = words('请填 8 到 30 位数字的账号', 'Give an account number of 8 to 30 digits')

function useAdd(complain: (wrong: Wrong) => void) {
  const { run, busy } = useAct(payeeAdd)
  const navigate = useNavigate()
  const add = async (to: string, name: string, bank: Bank | null) => {
    const outcome = await run({ to, name, ...(bank && { bank: bank.code }) })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        forget('payee.')
        await navigate(`/transfer/to/${outcome.answer.id}`, { replace: true })
        return
      case 'name_mismatch':
        complain({ name: outcome.say })
        return
      case 'payee_not_found':
      case 'payee_is_self':
      case 'no_such_bank':
        complain({ to: outcome.say })
        return
      case 'bad_input':
        complain(
          outcome.field === 'name'
            ? { name: say(words('姓名里有不能用的字符', 'There is something in the name that no name has')) }
            : { to: bank ? say(NUMBER_THERE) : troubled(outcome) },
        )
        return
      default:
        complain({ to: troubled(outcome) })
    }
  }
  return { run: add, busy }
}
