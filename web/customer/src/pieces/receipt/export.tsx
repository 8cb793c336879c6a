import { useEffect, useState } from 'react'
import { transferExport, type Exported } from '@sycee/client'
import {
  Button,
  ButtonLink,
  Card,
  exactly,
  Facts,
  ListRow,
  Note,
  Notice,
  Sheet,
  useSay,
  words,
  type Words,
} from '@sycee/kit'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import style from './export.module.css'

/** A row of the list under a receipt: it as a file that anybody can check, what is in it, and how. */
export function ExportRow({ transfer }: { transfer: string }) {
  const say = useSay()
  const [open, show] = useState(false)
  return (
    <>
      <ListRow
        tile="shield"
        title={say(words('导出与核验', 'Export and check'))}
        caption={say(words('任何人不经过银行也能核验', 'Anybody can check it, without the bank'))}
        more
        onPress={() => {
          show(true)
        }}
      />
      <Sheet
        title={say(words('可核验的回单', 'A receipt that can be checked'))}
        open={open}
        onClose={() => {
          show(false)
        }}
      >
        <Inside transfer={transfer} />
      </Sheet>
    </>
  )
}

function Inside({ transfer }: { transfer: string }) {
  const say = useSay()
  const exported = useRead(transferExport, { transfer })
  if (exported.answer === null && exported.trouble?.code === 'not_sealed_yet')
    return (
      <div className={style.inside}>
        <Notice icon="clock" title={say(words('正在封存', 'Being sealed'))}>
          {exported.trouble.say}
        </Notice>
        <Button wide onPress={exported.again}>
          {say(words('再看一次', 'Look again'))}
        </Button>
      </div>
    )
  return (
    <Show of={exported} rows={4} flat>
      {(answer) => <Ready receipt={answer} transfer={transfer} />}
    </Show>
  )
}

interface Said {
  readonly factor: string
  readonly confirmed_at: string | null
  readonly certificate: { readonly serial: string } | null
  readonly booked_at: string
  readonly slot: number
  readonly batch: number
  readonly place: number
  readonly seal: { readonly number: number }
}

const FACTORS: Readonly<Record<string, Words>> = {
  passkey: words('通行密钥', 'a passkey'),
  key: words('设备密钥', 'a key in the device'),
  sms: words('短信验证码', 'a code by SMS'),
  mandate: words('事先的授权', 'a consent given before'),
  session: words('登录即可，无需再核验', 'being signed in was enough'),
}

function Ready({ receipt, transfer }: { receipt: Exported; transfer: string }) {
  const say = useSay()
  const [saved, save] = useState(false)
  const said = JSON.parse(receipt.statement.text) as Said
  const factor = FACTORS[said.factor]
  const prints = useFingerprints(receipt)
  return (
    <div className={style.inside}>
      <Facts
        lines={[
          { label: say(words('确认方式', 'Confirmed by')), value: factor ? say(factor) : said.factor },
          {
            label: say(words('您的签名', 'Your signature')),
            value: said.certificate
              ? say(words('有，云证书签署', 'yes, under your certificate'))
              : say(words('无，由银行证明', 'none; the bank says so')),
          },
          { label: say(words('银行签名', 'The bank’s')), value: receipt.statement.signed_by },
          { label: say(words('入账', 'Booked')), value: exactly(said.booked_at) },
          {
            label: say(words('记录与封存', 'Record and seal')),
            value: `${String(said.slot)}/${String(said.batch)}/${String(said.place)} · ${String(said.seal.number)}`,
          },
        ]}
      />
      <Button
        kind="act"
        wide
        icon="download"
        onPress={() => {
          keep(receipt, transfer)
          save(true)
        }}
      >
        {say(words('保存回单文件', 'Save the file'))}
      </Button>
      <Note
        id="export-note"
        hint={say(
          saved
            ? words('已保存，改动任何一处都会被发现', 'Saved. Any change to it shows')
            : words('改动任何一处都会被发现', 'Any change to it shows'),
        )}
      />
      {!said.certificate && <Certify />}
      <How prints={prints} />
    </div>
  )
}

/** Next time it can carry a signature of one's own. */
function Certify() {
  const say = useSay()
  return (
    <ButtonLink to="/certificates">
      {say(words('申领云证书，下次由您签署', 'Get a certificate, to sign the next one'))}
    </ButtonLink>
  )
}

function How({ prints }: { prints: readonly string[] }) {
  const say = useSay()
  return (
    <Card>
      <div className={style.how}>
        <h3>{say(words('怎样核验', 'How to check it'))}</h3>
        <p>
          {say(
            words(
              '在任何一台有 Python 的电脑上运行，不需要联网：',
              'On any computer with Python, without a network:',
            ),
          )}
        </p>
        <code>python -m sycee_verify receipt.json</code>
        <p>
          {say(words('并核对银行公钥的指纹，它公布在', 'And compare the bank’s key, which is published at'))}{' '}
          <a href="/.well-known/sycee-keys.json" target="_blank" rel="noreferrer">
            /.well-known/sycee-keys.json
          </a>
        </p>
        {prints.map((print) => (
          <code key={print}>{print}</code>
        ))}
      </div>
    </Card>
  )
}

function keep(receipt: Exported, transfer: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(receipt, null, 1)], { type: 'application/json' }))
  link.download = `sycee-receipt-${transfer}.json`
  link.click()
  URL.revokeObjectURL(link.href)
}

/** The bank's keys in this receipt, as people compare them. */
function useFingerprints({ bank_keys }: Exported): readonly string[] {
  const [prints, show] = useState<readonly string[]>([])
  useEffect(() => {
    let here = true
    void Promise.all(bank_keys.map(async ({ id, public: key }) => `${id}  ${await printOf(key)}`)).then(
      (all) => {
        if (here) show(all)
      },
    )
    return () => {
      here = false
    }
  }, [bank_keys])
  return prints
}

async function printOf(key: string): Promise<string> {
  const raw = Uint8Array.from(key.match(/../g) ?? [], (two) => parseInt(two, 16))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', raw))
  const text = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return (text.match(/.{4}/g) ?? []).join(' ')
}
