import { useState, type SyntheticEvent } from 'react'
import { joinDocument } from '@sycee/client'
import { Button, Field, Icon, Note, Notice, useSay, words } from '@sycee/kit'
import { photo } from '../../pieces/photo'
import { useAct } from '../../shell/act'
import { troubled } from '../../shell/trouble'
import type { Joining, Wrong } from './draft'
import { isNumber, tidyNumber } from './resident-id'
import style from '../../pieces/first-steps.module.css'

/** Third: who one is, by a picture of the card or typed. */
export function PapersStep({ joining }: { joining: Joining }) {
  const say = useSay()
  const { draft, wrong, change, refuse, go } = joining
  const reading = useReading(joining)
  const next = (event: SyntheticEvent) => {
    event.preventDefault()
    const missing: Wrong = {
      ...(draft.name.trim().length < 2 && {
        name: say(words('请填证件上的姓名', 'Please give the name on your card')),
      }),
      ...(!isNumber(draft.document) && {
        document: say(
          words('身份证号不正确，请核对每一位', 'That is not an identity number: please check every digit'),
        ),
      }),
    }
    refuse(missing)
    if (!missing.name && !missing.document) go('password')
  }
  return (
    <form className={style.form} noValidate onSubmit={next}>
      <label className={style.camera}>
        <Icon name="card" size={30} />
        <strong>
          {say(
            reading.busy ? words('正在识别…', 'Reading…') : words('拍身份证人像面', 'Photograph the card'),
          )}
        </strong>
        <span>{say(words('图片只用来识别，不会保存', 'The picture is read once and not kept'))}</span>
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp"
          capture="environment"
          disabled={reading.busy}
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) void reading.read(file)
          }}
        />
      </label>
      {draft.simulated && (
        <Notice icon="info" title={say(words('模拟识别', 'Simulated reading'))}>
          {say(
            words(
              '演示环境没有真的看图：姓名和号码是编出来的，世上没有这个人。',
              'No picture was looked at: this name and number are made up, and nobody is called so.',
            ),
          )}
        </Notice>
      )}
      <Field
        label={say(words('姓名', 'Name'))}
        name="name"
        autoComplete="name"
        maxLength={60}
        value={draft.name}
        onChange={(name) => {
          change({ name, simulated: false })
        }}
        wrong={wrong.name}
      />
      <Field
        label={say(words('身份证号', 'Identity number'))}
        name="document"
        inputMode="text"
        autoComplete="off"
        maxLength={22}
        value={draft.document.replace(/^(.{6})(.{0,8})(.*)$/, (_, a: string, b: string, c: string) =>
          [a, b, c].filter(Boolean).join(' '),
        )}
        onChange={(typed) => {
          change({ document: tidyNumber(typed), simulated: false, until: null })
        }}
        wrong={wrong.document}
      />
      <Note id="join-note" wrong={wrong.step} />
      <Button kind="act" wide submit>
        {say(words('下一步', 'Next'))}
      </Button>
    </form>
  )
}

function useReading({ draft, change, refuse, go }: Joining) {
  const say = useSay()
  const { run } = useAct(joinDocument)
  const [busy, setBusy] = useState(false)
  const read = async (file: File) => {
    const image = await photo(file)
    if (image === null) {
      refuse({ step: say(words('这张图片看不了，请换一张', 'That picture cannot be read; try another')) })
      return
    }
    const outcome = await run({ phone: draft.phone, code: draft.code, image })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        change({
          name: outcome.answer.name,
          document: outcome.answer.number,
          until: outcome.answer.valid_until,
          simulated: outcome.answer.simulated,
        })
        return
      case 'bad_image':
      case 'document_unreadable':
        refuse({ step: outcome.say })
        return
      case 'wrong_code':
      case 'code_expired':
        refuse({ code: outcome.say })
        go('code')
        return
      case 'bad_phone':
      case 'phone_taken':
        refuse({ phone: outcome.say })
        go('phone')
        return
      default:
        refuse({ step: troubled(outcome) })
    }
  }
  return {
    busy,
    read: async (file: File) => {
      setBusy(true)
      await read(file).finally(() => {
        setBusy(false)
      })
    },
  }
}
