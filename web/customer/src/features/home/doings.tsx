import { Link } from 'react-router'
import { favouriteList } from '@sycee/client'
import { Bone, Icon, Section, useSay, useSettings, words } from '@sycee/kit'
import { functionsOf, USUAL, type AppFunction } from '../../pieces/functions'
import { useLine } from '../../shell/line'
import { useRead } from '../../shell/read'
import style from './home.module.css'

const LARGE = 4

/** What one comes here to do: one's favourites, in one's own order; in large type the first four. */
export function Doings() {
  const say = useSay()
  const { edition } = useSettings()
  const { answer, waiting } = useRead(favouriteList, {})
  const mine = answer ? functionsOf(answer.favourites) : USUAL
  const shown = edition === 'elder' ? mine.slice(0, LARGE) : mine
  return (
    <Section
      title={say(words('最爱', 'Favourites'))}
      more={{ to: '/favourites', words: say(words('编辑', 'Edit')) }}
    >
      {waiting ? (
        <Bones />
      ) : (
        <nav className={style.doings} aria-label={say(words('最爱', 'Favourites'))}>
          {shown.map((one) => (
            <Doing key={one.name} of={one} />
          ))}
        </nav>
      )}
    </Section>
  )
}

function Doing({ of: { to, icon, words: name, line, acts } }: { of: AppFunction }) {
  const say = useSay()
  const { down } = useLine()
  const inside = (
    <>
      <Icon name={icon} size={26} />
      <span>{say(name)}</span>
      <small>{say(line)}</small>
    </>
  )
  return acts && down ? (
    <a role="link" aria-disabled="true">
      {inside}
    </a>
  ) : (
    <Link to={to}>{inside}</Link>
  )
}

function Bones() {
  const { edition } = useSettings()
  return (
    <div className={style.doings} aria-hidden="true">
      {Array.from({ length: edition === 'elder' ? LARGE : 2 * LARGE }, (_, index) => (
        <span className={style.bone} key={index}>
          <Bone width={30} height={26} />
          <Bone width={52} height={14} />
        </span>
      ))}
    </div>
  )
}
