import { recommendArticles } from '@sycee/client'
import { useSay, words } from '@sycee/kit'
import { Laid } from './laid'

/** Articles in one's own order, or those about one theme. */
export default function Articles() {
  const say = useSay()
  return (
    <Laid
      place="articles"
      read={recommendArticles}
      title={say(words('文章', 'Articles'))}
      parts={say(words('主题', 'Theme'))}
    />
  )
}
