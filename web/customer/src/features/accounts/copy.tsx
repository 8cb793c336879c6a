import { useEffect, useState } from 'react'
import { Icon, useSay, words } from '@sycee/kit'

const SAID_MS = 1600

/** Copy an account number; a check says that it was. */
export function Copy({ text }: { text: string }) {
  const say = useSay()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => {
      setCopied(false)
    }, SAID_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [copied])
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true)
      },
      () => undefined,
    )
  }
  return (
    <button type="button" aria-label={say(words('复制账号', 'Copy the number'))} onClick={copy}>
      <Icon name={copied ? 'check' : 'copy'} size={18} />
      <span className="unseen" role="status">
        {copied ? say(words('已复制', 'Copied')) : ''}
      </span>
    </button>
  )
}
