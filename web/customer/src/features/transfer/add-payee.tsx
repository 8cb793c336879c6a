import { useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { payeeAdd, payeeCheck, type PayeeCheckAnswer } from '@sycee/client'
import { Button, Card, Field, Icon, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './transfer.module.css'

interface Wrong {
  to?: string
  name?: string
}

/** Someone new: account or phone number, then the name, which must be theirs. */
export default function AddPayee() {
  const say = useSay()
  const { down } = useLine()
  const [to, setTo] = useState('')
  const [name, setName] = useState('')
  const [found, setFound] = useState<PayeeCheckAnswer | null>(null)
  const [wrong, setWrong] = useState<Wrong>({})
  const check = useCheck(setFound, setWrong)
  const add = useAdd(setWrong)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (!plain(to))
      setWrong({ to: say(words('请填对方的账号或手机号', 'Give their account or phone number')) })
    else if (!name.trim()) setWrong({ name: say(words('请填对方的完整姓名', 'Give their full name')) })
    else void add.run(plain(to), name.trim())
  }
  return (
    <Page title={say(words('新收款人', 'New payee'))} back="/transfer" step="1 / 3">
      <form onSubmit={submit} style={{ display: 'grid', gap: 18 }} noValidate>
        <Field
          label={say(words('账号或手机号', 'Account or phone number'))}
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          value={to}
          wrong={wrong.to}
          maxLength={30}
          onChange={(text) => {
            setTo(text)
            setFound(null)
            setWrong({})
          }}
          onBlur={() => {
            if (plain(to).length >= 8 && !found) void check(plain(to))
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
          hint={say(words('要与开户姓名完全一致，不一致不能转', 'Must be exactly the name on the account'))}
          onChange={(text) => {
            setName(text)
            setWrong({})
          }}
        />
        <div className={style.foot}>
          <Button kind="act" wide submit busy={add.busy} disabled={down}>
            {say(
              down
                ? words('没有网络，暂不能转账', 'Offline; transfers rest')
                : add.busy
                  ? words('正在核对户名…', 'Checking the name…')
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

function useCheck(tell: (found: PayeeCheckAnswer | null) => void, complain: (wrong: Wrong) => void) {
  return async (to: string) => {
    const outcome = await payeeCheck({ to })
    switch (outcome.code) {
      case 'ok':
        tell(outcome.answer)
        return
      case 'payee_not_found':
        complain({ to: outcome.say })
        return
      default:
        complain({ to: troubled(outcome) })
    }
  }
}

function useAdd(complain: (wrong: Wrong) => void) {
  const { run, busy } = useAct(payeeAdd)
  const navigate = useNavigate()
  const add = async (to: string, name: string) => {
    const outcome = await run({ to, name })
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
        complain({ to: outcome.say })
        return
      default:
        complain({ [outcome.field === 'name' ? 'name' : 'to']: troubled(outcome) })
    }
  }
  return { run: add, busy }
}
