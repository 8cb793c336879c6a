import { useSay, words, type Words } from '@sycee/kit'
import type { Going } from './sending'
import style from './bring.module.css'

const DOING: Readonly<Record<Going['doing'], Words>> = {
  sending: words('正在上传', 'Sending'),
  waiting: words('等着读', 'Waiting to be read'),
  reading: words('正在读', 'Reading'),
  writing: words('正在记入', 'Writing'),
}

/** How far a large file is, as the bank counts it. */
export function HowFar({ of: { doing, share, rows } }: { of: Going }) {
  const say = useSay()
  const what = say(DOING[doing])
  return (
    <div className={style.going}>
      <progress value={share} max={1} aria-label={what} />
      <p>
        <span>{what}</span>
        <span>
          {rows > 0 &&
            say(words(`${rows.toLocaleString('en')} 行 · `, `${rows.toLocaleString('en')} rows · `))}
          {Math.floor(share * 100)}%
        </span>
      </p>
    </div>
  )
}
