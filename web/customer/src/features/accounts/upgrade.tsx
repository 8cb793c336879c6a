import { useState, type SyntheticEvent } from 'react'
import { useParams } from 'react-router'
import { accountUpgrade, type AccountUpgradeAnswer } from '@sycee/client'
import {
  Button,
  ButtonLink,
  Card,
  Empty,
  Field,
  Icon,
  Note,
  Notice,
  standalone,
  useSay,
  words,
} from '@sycee/kit'
import { photo } from '../../pieces/photo'
import { useAct } from '../../shell/act'
import { useLine } from '../../shell/line'
import { Page } from '../../shell/page'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import style from './accounts.module.css'

interface Wrong {
  document?: string
  face?: string
  step?: string
}

/** Class II to class I: the number of one's document, and one's face. */
export default function Upgrade() {
  const say = useSay()
  const [done, setDone] = useState<AccountUpgradeAnswer | null>(null)
  return (
    <Page title={say(words('升级为Ⅰ类户', 'Upgrade to class I'))} back="/accounts">
      {done ? <Done answer={done} /> : <Form onDone={setDone} />}
    </Page>
  )
}

function Done({ answer }: { answer: AccountUpgradeAnswer }) {
  const say = useSay()
  const cap = standalone(answer.day_cap)
  return (
    <Card>
      <Empty
        icon="check"
        title={say(words('已升级为Ⅰ类户', 'You are class I now'))}
        line={say(words(`每天最多可转 ${cap}`, `Up to ${cap} a day`))}
      >
        {answer.simulated && (
          <Notice icon="info" title={say(words('模拟核验', 'Simulated check'))}>
            {say(words('演示环境没有真的比对人脸。', 'In this demo no face was compared.'))}
          </Notice>
        )}
        <ButtonLink kind="act" to="/accounts">
          {say(words('看账户', 'My accounts'))}
        </ButtonLink>
      </Empty>
    </Card>
  )
}

function Form({ onDone }: { onDone: (answer: AccountUpgradeAnswer) => void }) {
  const say = useSay()
  const { down } = useLine()
  const account = Number(useParams().id)
  const [document, setDocument] = useState('')
  const [face, setFace] = useState<string | null>(null)
  const [wrong, setWrong] = useState<Wrong>({})
  const { run, busy } = useAct(accountUpgrade)
  const take = async (file: File) => {
    const taken = await photo(file)
    setFace(taken)
    setWrong(taken ? {} : { face: say(words('这张图片看不了，请换一张', 'That picture cannot be read')) })
  }
  const submit = async () => {
    if (!document.trim() || !face) {
      setWrong({
        ...(!document.trim() && { document: say(words('请填身份证号', 'Please give your number')) }),
        ...(!face && { face: say(words('请拍一张正脸', 'Please take a picture of your face')) }),
      })
      return
    }
    const outcome = await run({ account, document, face })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        forget('account.', 'party.missing')
        onDone(outcome.answer)
        return
      case 'document_mismatch':
        setWrong({ document: outcome.say })
        return
      case 'face_mismatch':
      case 'bad_image':
        setWrong({ face: outcome.say })
        return
      case 'already_upgraded':
      case 'account_closed':
      case 'no_such_account':
        setWrong({ step: outcome.say })
        return
      default:
        setWrong({ step: troubled(outcome) })
    }
  }
  return (
    <form
      className={style.form}
      noValidate
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Notice
        icon="shield"
        title={say(words('从每天 10,000 元到 200,000 元', 'From 10,000 to 200,000 yuan a day'))}
      >
        {say(
          words(
            '核对身份证号，再看一眼您本人。照片只用来核验，不会保存。',
            'We compare your number and look at you once. The picture is not kept.',
          ),
        )}
      </Notice>
      <Field
        label={say(words('身份证号', 'Identity number'))}
        value={document}
        maxLength={22}
        autoComplete="off"
        onChange={setDocument}
        wrong={wrong.document}
      />
      <label className={style.camera}>
        <Icon name={face ? 'check' : 'person'} size={30} />
        <strong>
          {say(
            face
              ? words('已拍好，可重拍', 'Taken; tap to retake')
              : words('拍一张正脸', 'Photograph your face'),
          )}
        </strong>
        <span>{say(words('演示环境的人脸核验是模拟的', 'In the demo this check is simulated'))}</span>
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp"
          capture="user"
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) void take(file)
          }}
        />
      </label>
      <Note id="face-note" wrong={wrong.face ?? wrong.step} />
      <Button kind="seal" wide submit busy={busy} disabled={down}>
        {say(busy ? words('正在核验…', 'Checking…') : words('核验并升级', 'Check and upgrade'))}
      </Button>
    </form>
  )
}
