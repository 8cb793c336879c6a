import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { Link, useLocation } from 'react-router'
import { statementVerify, type Genuine } from '@sycee/client'
import { Button, Field, Icon, Note, useSay, words } from '@sycee/kit'
import { digestOf } from '../../pieces/paper'
import { troubled } from '../../shell/trouble'
import steps from '../../pieces/first-steps.module.css'
import { Said } from './said'
import style from './verify.module.css'

const LARGEST = 64 * 1024 * 1024

/** For anybody: whether a document is one that this bank made. The code may come with the address, after its #. */
export default function Verify() {
  const say = useSay()
  const { hash } = useLocation()
  const [code, setCode] = useState(decodeURIComponent(hash.slice(1)).slice(0, 40))
  const [file, setFile] = useState<File | null>(null)
  const [told, tell] = useState<Genuine | null>(null)
  const [wrong, complain] = useState<string | null>(null)
  const [busy, work] = useState(false)
  const check = async () => {
    tell(null)
    if (!code.trim()) {
      complain(say(words('请填文件上的验证码', 'Please type the code that stands on the document')))
      return
    }
    work(true)
    complain(null)
    const sha256 = file && file.size <= LARGEST ? await digestOf(file) : null
    const outcome = await statementVerify({ code: code.trim(), sha256 })
    work(false)
    if (outcome.code === 'ok') tell(outcome.answer)
    else complain(outcome.code === 'not_genuine' ? outcome.say : troubled(outcome))
  }
  const first = useRef(check)
  const scanned = useRef(code !== '')
  useEffect(() => {
    if (scanned.current) void first.current()
    scanned.current = false
  }, [])
  return (
    <main className={steps.page}>
      <title>{say(words('核验文件 · Sycee', 'Check a document · Sycee'))}</title>
      <header className={steps.head}>
        <Link to="/sign-in" aria-label={say(words('返回登录', 'Back to sign in'))}>
          <Icon name="left" />
        </Link>
        <span>{say(words('核验文件', 'Check a document'))}</span>
      </header>
      <div className={steps.question}>
        <h1>{say(words('这份对账单是真的吗？', 'Is this statement genuine?'))}</h1>
        <p>
          {say(
            words(
              '不用登录。输入文件每一页左下角的验证码，银行会说出文件上写着什么，请与您手里的核对。',
              'No need to sign in. Type the code at the foot of every page: the bank says what stands on the document, for you to compare.',
            ),
          )}
        </p>
      </div>
      <form
        className={steps.form}
        noValidate
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault()
          void check()
        }}
      >
        <Field
          label={say(words('验证码', 'Code'))}
          name="code"
          value={code}
          autoComplete="off"
          maxLength={40}
          placeholder="XXXX-XXXX-XXXX-XXXX-XXXX"
          onChange={(typed) => {
            setCode(typed)
            complain(null)
          }}
        />
        <label className={style.file}>
          <Icon name="upload" size={20} />
          <span>
            {file ? file.name : say(words('同时比对文件（可选）', 'Compare the file as well (optional)'))}
            <small>
              {say(
                words(
                  '只在这台设备上计算指纹，文件不会上传',
                  'Its fingerprint is computed here; the file is not sent',
                ),
              )}
            </small>
          </span>
          <input
            type="file"
            accept="application/pdf,.pdf"
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null)
              tell(null)
            }}
          />
        </label>
        <Note id="verify-note" wrong={wrong} />
        <Button kind="act" wide submit busy={busy}>
          {say(words('核验', 'Check'))}
        </Button>
      </form>
      {told && <Said of={told} />}
    </main>
  )
}
