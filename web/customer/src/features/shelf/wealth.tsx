import { recommendWealth } from '@sycee/client'
import { Notice, useSay, words } from '@sycee/kit'
import { Laid } from './laid'

/** What there is to save, invest and be covered with, in one's own order; risk and suitability said openly. */
export default function Wealth() {
  const say = useSay()
  return (
    <Laid
      place="wealth"
      read={recommendWealth}
      title={say(words('理财货架', 'Wealth shelf'))}
      parts={say(words('种类', 'Kind'))}
      about={({ risk_max }) => (
        <Notice icon="shield" title={say(words('只有较低风险的', 'Of rather low risk alone'))}>
          <p>
            {say(
              words(
                `银行还没有问过您能承受多大风险，所以风险等级高于 R${risk_max} 的不列出。这里可以了解，还不能购买。`,
                `Nobody has asked you yet how much risk suits you, so nothing riskier than R${risk_max} is listed. You can read about things here; nothing can be bought yet.`,
              ),
            )}
          </p>
        </Notice>
      )}
    />
  )
}
