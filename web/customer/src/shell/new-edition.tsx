import { Button, useSay, words } from '@sycee/kit'
import { takeNewEdition, useNewEdition } from './edition'
import style from './arrivals.module.css'

/** A new edition is there; it comes when one likes, since what is half typed would be gone. */
export function NewEdition() {
  const say = useSay()
  if (!useNewEdition()) return null
  return (
    <div className={style.edition} role="status">
      <span>{say(words('应用有新版本', 'There is a new edition of the app'))}</span>
      <Button kind="quiet" onPress={takeNewEdition}>
        {say(words('现在更新', 'Update now'))}
      </Button>
    </div>
  )
}
