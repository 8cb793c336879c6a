import { useState } from 'react'
import { Button, Facts, Notice, Sheet, useSay, words } from '@sycee/kit'
import style from '../../pieces/first-steps.module.css'

const KEPT = [
  {
    what: words('手机号', 'Phone number'),
    why: words('登录、验证码、通知；加密保存', 'Signing in, codes, notices; kept sealed'),
  },
  {
    what: words('姓名', 'Name'),
    why: words('开户、收付款核对', 'Joining, and so that payers see whom they pay'),
  },
  {
    what: words('身份证号', 'Identity number'),
    why: words('核验身份；加密保存', 'Showing who you are; kept sealed'),
  },
  {
    what: words('证件照片、人脸', 'Pictures of card and face'),
    why: words('核验一次，不保存', 'Looked at once, not kept'),
  },
  {
    what: words('设备种类、粗略地址', 'Kind of device, rough address'),
    why: words('显示您在哪里登录；30 天到 400 天', 'Where you are signed in; 30 to 400 days'),
  },
  {
    what: words('交易和账单', 'Payments and statements'),
    why: words('记账；法定期限内不删除', 'The books; kept as long as the law asks'),
  },
] as const

/** Said before anything is asked for: what is collected, what for, and who else gets it. */
export function Privacy() {
  const say = useSay()
  const [reading, read] = useState(false)
  return (
    <>
      <Notice icon="shield" title={say(words('开户前请先了解', 'Before you begin'))}>
        {say(
          words(
            '开户要用您的手机号、姓名和身份证号，只用于开户和您的账户，不给任何第三方。',
            'Joining takes your phone number, name and identity number, for your account alone. No third party gets them.',
          ),
        )}{' '}
        <button
          type="button"
          className={style.more}
          onClick={() => {
            read(true)
          }}
        >
          {say(words('个人信息清单', 'The whole list'))}
        </button>
      </Notice>
      <Sheet
        title={say(words('我们收集什么', 'What we collect'))}
        open={reading}
        onClose={() => {
          read(false)
        }}
      >
        <div className={style.terms}>
          <Facts lines={KEPT.map(({ what, why }) => ({ label: say(what), value: say(why) }))} />
          <p>
            {say(
              words(
                '第三方清单：无。页面里没有第三方脚本、字体和统计。需要的权限：拍照时的相机，只在您点的时候。',
                'Third parties: none. No script, font or counter of others is in these pages. Permissions: the camera, when you press to photograph.',
              ),
            )}
          </p>
          <Button
            kind="act"
            wide
            onPress={() => {
              read(false)
            }}
          >
            {say(words('知道了', 'I see'))}
          </Button>
        </div>
      </Sheet>
    </>
  )
}
