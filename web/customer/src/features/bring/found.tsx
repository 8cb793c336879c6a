import { parseMoney, type Skipped, type StatedTotal } from '@sycee/client'
import { figure, Icon, useSay, words } from '@sycee/kit'
import style from './bring.module.css'

export function sums(byAsset: Readonly<Record<string, string>>): { asset: string; text: string }[] {
  return Object.entries(byAsset).map(([asset, amount]) => {
    const value = parseMoney(amount, asset)
    return { asset, text: value ? figure(value) : amount }
  })
}

/** Whether the rows come to what the file says of itself. */
export function Totals({ of }: { of: readonly StatedTotal[] }) {
  const say = useSay()
  const wrong = of.filter(({ agrees }) => !agrees)
  if (of.length === 0) return null
  return (
    <p className={style.totals}>
      <Icon name={wrong.length === 0 ? 'check' : 'flag'} size={18} />
      {wrong.length === 0
        ? say(words('和文件自己写的合计一致', 'It comes to what the file says of itself'))
        : say(
            words(
              `文件自己写的合计里有 ${wrong.length} 处对不上（第 ${wrong[0]?.line ?? 0} 行起），请留意`,
              `${wrong.length} of the file's own totals do not agree (from line ${wrong[0]?.line ?? 0})`,
            ),
          )}
    </p>
  )
}

/** The lines that were not taken, each with its reason. */
export function Left({ lines, count }: { lines: readonly Skipped[]; count: number }) {
  const say = useSay()
  return (
    <details className={style.skipped}>
      <summary>
        <Icon name="flag" size={18} />
        {say(words(`${count} 行没有记，看原因`, `${count} rows were not taken; see why`))}
      </summary>
      <ol>
        {lines.map(({ line, why, place }) => (
          <li key={`${place}/${line}`}>
            <span>
              {place} {say(words(`第 ${line} 行`, `Line ${line}`))}
            </span>
            {why}
          </li>
        ))}
      </ol>
    </details>
  )
}
