import { useState } from 'react'
import { bankList, type Bank } from '@sycee/client'
import { Card, Empty, Field, Icon, List, ListRow, Notice, Sheet, useSay, words } from '@sycee/kit'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import style from '../../pieces/paying/paying.module.css'

/** At which bank the account is: this one, unless another is chosen in a sheet. */
export function BankPick({ bank, onChoose }: { bank: Bank | null; onChoose: (bank: Bank | null) => void }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const pick = (chosen: Bank | null) => {
    onChoose(chosen)
    setOpen(false)
  }
  return (
    <>
      <Card padded={false}>
        <button
          type="button"
          className={style.pick}
          aria-haspopup="dialog"
          onClick={() => {
            setOpen(true)
          }}
        >
          <span>{say(words('收款银行', 'Bank'))}</span>
          <span>
            {bank?.name ?? say(words('Sycee（本行）', 'Sycee (here)'))}
            <Icon name="right" size={16} />
          </span>
        </button>
      </Card>
      <Sheet
        title={say(words('收款银行', 'Bank'))}
        open={open}
        onClose={() => {
          setOpen(false)
        }}
      >
        <Banks chosen={bank} onChoose={pick} />
      </Sheet>
    </>
  )
}

function Banks({ chosen, onChoose }: { chosen: Bank | null; onChoose: (bank: Bank | null) => void }) {
  const say = useSay()
  const banks = useRead(bankList, {})
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const mark = (here: boolean) => (here ? <Icon name="check" size={18} /> : undefined)
  return (
    <div className={style.form}>
      <Field
        label={say(words('找银行', 'Find a bank'))}
        type="search"
        value={text}
        onChange={setText}
        maxLength={30}
      />
      <Show of={banks} rows={6}>
        {(answer) => {
          const found = answer.banks.filter(({ name }) => name.toLowerCase().includes(wanted))
          return (
            <List>
              {!wanted && (
                <ListRow
                  tile="ingot"
                  title={say(words('Sycee（本行）', 'Sycee (here)'))}
                  caption={say(words('实时到账，先核对户名', 'At once; the name is checked first'))}
                  end={mark(chosen === null)}
                  onPress={() => {
                    onChoose(null)
                  }}
                />
              )}
              {found.map((bank) => (
                <ListRow
                  key={bank.code}
                  tile={{ letter: bank.name.replace(/^中国/, '').slice(0, 1) }}
                  title={bank.name}
                  end={mark(chosen?.code === bank.code)}
                  onPress={() => {
                    onChoose(bank)
                  }}
                />
              ))}
              {found.length === 0 && (
                <Empty icon="search" title={say(words('没有这家银行', 'There is no such bank'))} />
              )}
            </List>
          )
        }}
      </Show>
    </div>
  )
}

/** What one should know of the way to another bank before sending: who checks the name, and that it is simulated. */
export function ElsewhereNotice() {
  const say = useSay()
  const banks = useRead(bankList, {})
  return (
    <Notice title={say(words('户名由对方银行核对', 'The other bank checks the name'))}>
      {say(
        words(
          '转出前无法预先核对，请仔细核对账号和姓名；不符的会退回。',
          'It cannot be checked beforehand: look at number and name twice. What does not fit comes back.',
        ),
      )}
      {banks.answer?.notice && <p>{banks.answer.notice}</p>}
    </Notice>
  )
}
