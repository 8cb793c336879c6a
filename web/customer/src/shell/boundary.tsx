import { Component, type ReactNode } from 'react'
import { Button, Failed, say, words } from '@sycee/kit'

/** What shows when a page broke or could not be loaded: the money is elsewhere, and safe. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <main style={{ maxWidth: 560, margin: '15vh auto', padding: 16 }}>
        <Failed
          title={say(words('这一页没有打开', 'This page did not open'))}
          line={say(
            words(
              '可能是网络断了，或者银行刚换了新版本。您的钱在账户里，不受影响。',
              'The network may be gone, or the bank has a new edition. Your money is in your accounts, untouched.',
            ),
          )}
        >
          <Button
            kind="act"
            onPress={() => {
              location.reload()
            }}
          >
            {say(words('重新打开', 'Open again'))}
          </Button>
        </Failed>
      </main>
    )
  }
}
