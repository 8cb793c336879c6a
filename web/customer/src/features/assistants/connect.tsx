import { useState } from 'react'
import { Button, Card, momentWords, Notice, Section, useSay, words } from '@sycee/kit'
import style from './assistants.module.css'

interface Props {
  name: string
  token: string
  until: string
  onDone: () => void
}

/** The token, this once, and what to put into the assistant's program. Nothing of it is kept in the browser. */
export function Connect({ name, token, until, onDone }: Props) {
  const say = useSay()
  const ends = momentWords(until)
  return (
    <>
      <Notice icon="shield" title={say(words('令牌只显示这一次', 'The token is shown this once'))}>
        {say(
          words(
            `“${name}”已授权，${ends.zh} 到期。把令牌当密码看待：谁拿到，谁就能查您的账。`,
            `“${name}” is let in until ${ends.en}. Treat the token as a password: whoever has it can read your accounts.`,
          ),
        )}
      </Notice>
      <Card>
        <Config title={say(words('令牌', 'Token'))} text={token} />
      </Card>
      <Section title={say(words('放进助手的设置', 'For the assistant’s settings'))}>
        <Card>
          <Config
            title={say(words('经网络连接（HTTP）', 'Over the network (HTTP)'))}
            text={overHttp(token)}
          />
        </Card>
        <Card>
          <Config
            title={say(words('在装有 Sycee 的这台电脑上（stdio）', 'On the machine that runs Sycee (stdio)'))}
            text={overStdio(token)}
          />
        </Card>
      </Section>
      <Button kind="act" wide onPress={onDone}>
        {say(words('我已保存', 'I have kept it'))}
      </Button>
    </>
  )
}

function overHttp(token: string): string {
  const headers = { Authorization: `Bearer ${token}` }
  return written({ type: 'http', url: `${location.origin}/mcp`, headers })
}

function overStdio(token: string): string {
  return written({ command: 'sycee', args: ['mcp'], env: { SYCEE_TOKEN: token } })
}

function written(sycee: object): string {
  return JSON.stringify({ mcpServers: { sycee } }, null, 2)
}

function Config({ title, text }: { title: string; text: string }) {
  const say = useSay()
  const [copied, setCopied] = useState(false)
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true)
      },
      () => undefined,
    )
  }
  return (
    <div className={style.config}>
      <header>
        {title}
        <Button
          icon={copied ? 'check' : 'copy'}
          label={say(words(`复制：${title}`, `Copy: ${title}`))}
          onPress={copy}
        >
          {say(copied ? words('已复制', 'Copied') : words('复制', 'Copy'))}
        </Button>
      </header>
      <pre>{text}</pre>
    </div>
  )
}
