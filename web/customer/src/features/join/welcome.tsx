import { accountList } from '@sycee/client'
import { ButtonLink, Card, Chop, Facts, Notice, useSay, words } from '@sycee/kit'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import style from '../../pieces/first-steps.module.css'

/** The account is there: its number, and what would be next. */
export function Welcome() {
  const say = useSay()
  const accounts = useRead(accountList, {})
  return (
    <main className={style.page}>
      <title>{say(words('开户成功 · Sycee', 'Welcome · Sycee'))}</title>
      <div className={style.welcome}>
        <Chop text="开户已成" kind="stamp" size={72} lands />
        <div className={style.question}>
          <h1>{say(words('开户成功', 'Your account is open'))}</h1>
          <p>{say(words('欢迎来到 Sycee', 'Welcome to Sycee'))}</p>
        </div>
      </div>
      <Show of={accounts} rows={1}>
        {({ accounts: [first] }) =>
          first ? (
            <>
              <Card>
                <Facts
                  lines={[
                    { label: say(words('账户', 'Account')), value: first.title },
                    {
                      label: say(words('账号', 'Number')),
                      value: first.number.replace(/(\d{4})(?=\d)/g, '$1 '),
                    },
                    { label: say(words('类别', 'Class')), value: say(words('Ⅱ类户', 'II')) },
                  ]}
                />
              </Card>
              <Notice
                icon="info"
                title={say(words('每天最多转给别人 10,000 元', '10,000 yuan a day to others'))}
              >
                {say(
                  words(
                    '想转更多，核验本人后升级为Ⅰ类户，每天 200,000 元。',
                    'For more, let us see your face: class I lets 200,000 a day go.',
                  ),
                )}
              </Notice>
              <div className={style.form}>
                <ButtonLink kind="act" wide to="/">
                  {say(words('进入首页', 'Go to my accounts'))}
                </ButtonLink>
                <ButtonLink wide to={`/accounts/${first.id}/upgrade`}>
                  {say(words('现在升级', 'Upgrade now'))}
                </ButtonLink>
              </div>
            </>
          ) : null
        }
      </Show>
    </main>
  )
}
