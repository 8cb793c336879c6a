import { useState } from 'react'
import { collectWithdraw, type CollectMade, type CollectShown } from '@sycee/client'
import { Button, Card, clockOf, Failed, figure, momentWords, standalone, useSay, words } from '@sycee/kit'
import { useAct } from '../../shell/act'
import { useMe } from '../../shell/gate'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { picture, Qr } from '../../pieces/qr'
import style from './collect.module.css'

interface Props {
  made: CollectMade
  shown: CollectShown
  onWithdrawn: () => void
}

/** The code to be shown, what was paid by it, and what one does with it. */
export function CollectPaper({ made, shown, onWithdrawn }: Props) {
  const say = useSay()
  const me = useMe()
  const address = location.origin + made.content
  // What had been paid before the page was opened is no news.
  const [before] = useState(shown.last?.at ?? null)
  const news = shown.last !== null && shown.last.at !== before ? shown.last : null
  return (
    <Card padded={false}>
      <div className={style.sheet}>
        <p className={style.who}>{say(words(`付款给 ${me.name}`, `Pay ${me.name}`))}</p>
        {shown.amount && <p className={style.digits}>{standalone(shown.amount)}</p>}
        {shown.memo && <p className={style.small}>{shown.memo}</p>}
        {shown.state === 'open' ? (
          <Qr text={address} label={say(words('收款二维码', 'QR code to be paid by'))} />
        ) : (
          <Over shown={shown} />
        )}
        {(news ?? (shown.state === 'paid' ? shown.last : null)) && <Got last={news ?? shown.last} />}
        {shown.state === 'open' && <p className={style.small}>{say(lifeWords(shown))}</p>}
        <div className={style.acts}>
          {shown.state === 'open' && <Keep address={address} />}
          {shown.state === 'open' && shown.amount && <Withdraw code={made.code} />}
          {shown.state !== 'open' && <Button onPress={onWithdrawn}>{say(words('完成', 'Done'))}</Button>}
        </div>
      </div>
    </Card>
  )
}

function lifeWords(shown: CollectShown) {
  if (shown.amount === null) return words('长期有效，金额由付款人填写', 'Lasts; whoever pays says how much')
  const until = shown.expires_at ? momentWords(shown.expires_at) : words('', '')
  return words(`只能付一次，${until.zh} 前有效`, `Paid once, good until ${until.en}`)
}

function Over({ shown }: { shown: CollectShown }) {
  const say = useSay()
  const line =
    shown.state === 'paid'
      ? words('已收款', 'Paid')
      : shown.state === 'expired'
        ? words('已过期', 'Expired')
        : words('已收回', 'Withdrawn')
  return <p className={style.who}>{say(line)}</p>
}

/** It has been paid: said aloud. */
function Got({ last }: { last: CollectShown['last'] }) {
  const say = useSay()
  if (!last) return null
  return (
    <div className={style.got} role="status">
      <span>{say(words('已收到', 'Received'))}</span>
      <b>{figure(last.amount)}</b>
      <span>{say(words(`${last.by} 付 · ${clockOf(last.at)}`, `from ${last.by}, ${clockOf(last.at)}`))}</span>
    </div>
  )
}

function Keep({ address }: { address: string }) {
  const say = useSay()
  const [copied, setCopied] = useState(false)
  const copy = () => {
    navigator.clipboard.writeText(address).then(
      () => {
        setCopied(true)
      },
      () => undefined,
    )
  }
  const save = async () => {
    const blob = await picture(address)
    if (!blob) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(blob)
    link.download = 'sycee.png'
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <>
      <Button icon="download" onPress={() => void save()}>
        {say(words('保存图片', 'Save'))}
      </Button>
      <Button icon={copied ? 'check' : 'copy'} onPress={copy}>
        {say(copied ? words('已复制', 'Copied') : words('复制链接', 'Copy the link'))}
      </Button>
    </>
  )
}

function Withdraw({ code }: { code: string }) {
  const say = useSay()
  const { run, busy } = useAct(collectWithdraw)
  const [wrong, setWrong] = useState<string | null>(null)
  const withdraw = async () => {
    const outcome = await run({ code })
    if (!outcome) return
    if (outcome.code === 'ok') forget('collect.')
    else setWrong(outcome.code === 'no_such_code' ? outcome.say : troubled(outcome))
  }
  return (
    <>
      <Button icon="remove" busy={busy} onPress={() => void withdraw()}>
        {say(words('收回', 'Withdraw'))}
      </Button>
      {wrong && <Failed title={say(words('没有收回', 'Not withdrawn'))} line={wrong} />}
    </>
  )
}
