import { cityPeople, type CityPerson } from '@sycee/client'
import { List, ListRow, Tag, useSay, words } from '@sycee/kit'
import { useRead } from '../../shell/read'
import style from './sign-in.module.css'

/** In the demo: the people of the simulated city whom one may be. A real bank does not have this list. */
export function DemoPeople({ onChoose, chosen }: { onChoose: (person: CityPerson) => void; chosen: string }) {
  const say = useSay()
  const { answer } = useRead(cityPeople, {})
  if (!answer?.people.length) return null
  return (
    <section className={style.people}>
      <h2>{say(words('演示城的居民', 'People of the demo city'))}</h2>
      <p>
        {say(
          words(
            '选一位，手机号和密码会填好。他们的钱是模拟的。',
            'Choose one and the form is filled. Their money is simulated.',
          ),
        )}
      </p>
      <List>
        {answer.people.map((person) => (
          <ListRow
            key={person.phone}
            tile={{ letter: person.name.slice(0, 1) }}
            title={person.name}
            caption={person.story}
            onPress={() => {
              onChoose(person)
            }}
            end={
              person.phone === chosen ? <Tag tone="jade">{say(words('已填好', 'filled'))}</Tag> : undefined
            }
          />
        ))}
      </List>
    </section>
  )
}
