import { useLocation } from 'react-router'
import { Notice, Section, useSay, words } from '@sycee/kit'
import { Display } from '../../pieces/display'
import { Page } from '../../shell/page'

/** How the app looks and reads on this device, whoever is signed in. */
export default function Settings() {
  const say = useSay()
  const before = useLocation().pathname.startsWith('/sign-in')
  return (
    <Page title={say(words('设置', 'Settings'))} back={before ? '/sign-in' : '/me'}>
      <Section title={say(words('显示', 'Display'))}>
        <Display all />
      </Section>
      <Notice icon="handset">
        {say(
          words(
            '这些只存在这台设备上，退出登录也不会丢。动效随系统：系统里关了动效，这里也不动。',
            'These are kept on this device alone, and stay when you sign out. Motion follows the system: turned off there, nothing moves here.',
          ),
        )}
      </Notice>
    </Page>
  )
}
