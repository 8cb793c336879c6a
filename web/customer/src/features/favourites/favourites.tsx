import { useState } from 'react'
import { favouriteList, type FavouriteListAnswer } from '@sycee/client'
import { Button, Empty, List, ListRow, Section, useSay, words } from '@sycee/kit'
import { functionsOf, type AppFunction } from '../../pieces/functions'
import { Page } from '../../shell/page'
import { useRead } from '../../shell/read'
import { Show } from '../../shell/reading'
import { Edit } from './edit'

/** What one likes to have at hand, everything else that there is, and a way to change it. */
export default function Favourites() {
  const say = useSay()
  const favourites = useRead(favouriteList, {})
  const [editing, edit] = useState(false)
  return (
    <Page
      title={say(words('最爱', 'Favourites'))}
      back="/"
      end={
        favourites.answer &&
        !editing && (
          <Button
            kind="quiet"
            icon="sliders"
            onPress={() => {
              edit(true)
            }}
          >
            {say(words('编辑', 'Edit'))}
          </Button>
        )
      }
    >
      <Show of={favourites} rows={8}>
        {(answer) =>
          editing ? (
            <Edit
              of={answer}
              onDone={() => {
                edit(false)
              }}
            />
          ) : (
            <Seen of={answer} />
          )
        }
      </Show>
    </Page>
  )
}

function Seen({ of: { favourites, offered } }: { of: FavouriteListAnswer }) {
  const say = useSay()
  const mine = functionsOf(favourites)
  const others = functionsOf(offered).filter((one) => !mine.includes(one))
  return (
    <>
      {mine.length > 0 ? (
        <Rows of={mine} />
      ) : (
        <Empty
          icon="sliders"
          title={say(words('还没有最爱', 'No favourites'))}
          line={say(
            words('点“编辑”，从下面挑几个放到首页', 'Press “Edit” and choose some for the first page'),
          )}
        />
      )}
      {others.length > 0 && (
        <Section title={say(words('其他功能', 'Everything else'))}>
          <Rows of={others} />
        </Section>
      )}
    </>
  )
}

function Rows({ of }: { of: readonly AppFunction[] }) {
  const say = useSay()
  return (
    <List>
      {of.map(({ name, icon, words: title, line, to }) => (
        <ListRow key={name} tile={icon} title={say(title)} caption={say(line)} to={to} more />
      ))}
    </List>
  )
}
