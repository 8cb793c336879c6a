import { useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { Button, Card, Field, Icon, useSay, words } from '@sycee/kit'
import { Page } from '../../shell/page'
import { Camera } from './camera'
import { understood } from './codes'
import { decoded } from './decode'
import { Places } from './places'
import style from './collect.module.css'

/** Pay by a code: scanned where the device can, chosen as a picture, typed or pasted. */
export default function Scan() {
  const say = useSay()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const go = (read: string) => {
    const found = understood(read, location.origin)
    switch (found.kind) {
      case 'collect':
        void navigate(`/pay/${found.code}`)
        return
      case 'paycode':
        void navigate('/charge', { state: { code: found.code } })
        return
      default:
        setWrong(say(words('这不是 Sycee 的收款码，请核对', 'That is no code of this bank; please check it')))
    }
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (text.trim()) go(text)
    else setWrong(say(words('请填收款码或链接', 'Give a code or a link')))
  }
  const choose = async (file: File) => {
    setWrong(null)
    const read = await decoded(file)
    if (read === null) setWrong(say(words('图里没有找到二维码', 'There is no QR code in that picture')))
    else go(read)
  }
  return (
    <Page title={say(words('扫一扫付款', 'Pay by code'))} back="/" asideAlways aside={<Places but="/scan" />}>
      <Camera onRead={go} />
      <form className={style.form} onSubmit={submit} noValidate>
        <Field
          label={say(words('收款码或链接', 'Code or link'))}
          value={text}
          wrong={wrong}
          maxLength={200}
          autoComplete="off"
          hint={say(
            words('粘贴对方发来的链接，或输入 20 位收款码', 'Paste the link you were sent, or type the code'),
          )}
          onChange={(typed) => {
            setText(typed)
            setWrong(null)
          }}
        />
        <Button kind="act" wide submit>
          {say(words('下一步', 'Next'))}
        </Button>
      </form>
      <Card>
        <label className={style.file}>
          <Icon name="upload" size={20} />
          {say(words('从图片读取二维码', 'Read a QR code from a picture'))}
          <input
            type="file"
            accept="image/*"
            onChange={(event) => {
              const [file] = event.target.files ?? []
              if (file) void choose(file)
              event.target.value = ''
            }}
          />
        </label>
      </Card>
    </Page>
  )
}
