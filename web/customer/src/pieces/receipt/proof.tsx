import { Chop, useSay, words } from '@sycee/kit'
import style from '../paying/paying.module.css'

/** The foot of a receipt: the code by which the bank finds its record, and the stamp of what came to its end. */
export function Proof({ code, stamped, fresh }: { code: string; stamped: boolean; fresh: boolean }) {
  const say = useSay()
  return (
    <div className={style.proof}>
      <p>
        {say(words('回单验证码', 'Verification code'))}
        <strong>{code}</strong>
        {say(words('凭此码可向银行核对', 'The bank can check it by this code'))}
      </p>
      <span className={style.struck}>
        {stamped && <Chop text="银锭回单" kind="stamp" size={84} lands={fresh} />}
      </span>
    </div>
  )
}
