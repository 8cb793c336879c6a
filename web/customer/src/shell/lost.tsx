import { ButtonLink, Empty, useSay, words } from '@sycee/kit'
import { Page } from './page'

/** An address without a page. */
export function Lost() {
  const say = useSay()
  return (
    <Page title={say(words('没有这一页', 'No such page'))} back="/">
      <Empty icon="search" title={say(words('这个地址没有内容', 'There is nothing at this address'))}>
        <ButtonLink to="/">{say(words('回首页', 'Go home'))}</ButtonLink>
      </Empty>
    </Page>
  )
}
