import { Segments, useSay, words, type Say } from '@sycee/kit'
import type { Arrives } from '../../pieces/paying/draft'
import style from '../../pieces/paying/paying.module.css'

/** When a transfer is to arrive; what arrives later can be taken back until then. */
export function ArrivalPart({
  value,
  elsewhere,
  onChange,
}: {
  value: Arrives
  /** To another bank. */ elsewhere: boolean
  onChange: (value: Arrives) => void
}) {
  const say = useSay()
  return (
    <div className={style.arrival}>
      <p>{say(words('到账时间', 'Arrives'))}</p>
      <Segments
        label={say(words('到账时间', 'Arrives'))}
        value={value}
        of={[
          {
            value: 'now',
            label: say(elsewhere ? words('尽快', 'Soonest') : words('实时', 'At once')),
          },
          { value: '2h', label: say(words('两小时后', 'In 2 hours')) },
          { value: 'next_day', label: say(words('次日', 'Next day')) },
        ]}
        onChange={onChange}
      />
      {value !== 'now' && (
        <small>
          {say(
            words(
              '钱先预留在您的账户里，到账前随时可以撤销。',
              'The money is held in your account; take it back any time before.',
            ),
          )}
        </small>
      )}
    </div>
  )
}

/** The same in one line, for what is restated before the chop. */
export function arrivalWords(arrives: Arrives, elsewhere: boolean, say: Say): string {
  if (arrives === '2h') return say(words('两小时后，之前可撤销', 'in two hours; can be taken back before'))
  if (arrives === 'next_day')
    return say(words('次日 9:00，之前可撤销', 'the next day at 9:00; can be taken back before'))
  return say(
    elsewhere ? words('对方银行受理后', 'when the other bank has taken it') : words('实时', 'at once'),
  )
}
