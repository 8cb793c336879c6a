/** One verb's card: its words, who may ask it, its noes, and the shapes of what it asks and answers. */

import { Button, Skeleton } from 'antd'
import { catalogShow } from '@sycee/client/staff'
import { useSay, useSettings, words } from '@sycee/kit'
import { useAsk } from '../../shell/ask'
import { Facts, Panel, Trouble } from '../../shell/panel'
import styles from './catalog.module.css'

const ACCESS = {
  public: words('无需登录', 'anybody'),
  own: words('客户本人', 'the customer'),
  staff: words('员工', 'staff'),
}

export function Card({ name, close }: { name: string; close: () => void }) {
  const say = useSay()
  const { language } = useSettings()
  const { answer, trouble, loading, again } = useAsk(catalogShow, { name })
  const shut = <Button onClick={close}>{say(words('关闭', 'Close'))}</Button>
  if (trouble || loading || !answer)
    return (
      <Panel title={name} extra={shut}>
        {trouble ? <Trouble text={trouble} again={again} /> : <Skeleton active={false} />}
      </Panel>
    )
  const { verb, refusals, ask, answer: answered } = answer
  return (
    <Panel title={`${verb.title_zh} · ${verb.title_en}`} extra={shut}>
      <Facts
        rows={[
          [say(words('名称', 'Name')), <code key="name">{verb.name}</code>],
          [say(words('作用', 'Effect')), verb.effect],
          [say(words('谁可以用', 'For')), `${say(ACCESS[verb.access])}${verb.right && ` · ${verb.right}`}`],
          [say(words('渠道', 'Channels')), verb.channels.join(' · ')],
        ]}
      />
      <div className={styles.text}>
        <p>{verb.help}</p>
        {verb.says.length > 0 && (
          <p className={styles.says}>{verb.says.map((each) => `“${each}”`).join(' ')}</p>
        )}
        <h3>{say(words('会怎样拒绝', 'Its noes'))}</h3>
        <ul>
          {refusals.map((no) => (
            <li key={no.code}>
              <code>{no.code}</code> {no.http} · {language === 'zh' ? no.zh : no.en}
            </li>
          ))}
        </ul>
        <h3>{say(words('输入', 'Ask'))}</h3>
        <pre tabIndex={0}>{ask}</pre>
        <h3>{say(words('输出', 'Answer'))}</h3>
        <pre tabIndex={0}>{answered}</pre>
      </div>
    </Panel>
  )
}
