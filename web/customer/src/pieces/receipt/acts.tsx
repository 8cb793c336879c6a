import { Button, ButtonLink, useSay, words } from '@sycee/kit'
import style from '../paying/paying.module.css'

/** What one does with a receipt: keep it, share it as a sentence, go on. */
export function Acts({ text, to = '/' }: { text: string; /** Where “done” leads. */ to?: string }) {
  const say = useSay()
  const share = () => {
    navigator.share({ title: 'Sycee', text }).catch(() => undefined)
  }
  return (
    <div className={`${style.acts ?? ''} ${style.noprint ?? ''}`}>
      <Button
        icon="download"
        onPress={() => {
          print()
        }}
      >
        {say(words('保存', 'Save'))}
      </Button>
      {'share' in navigator && (
        <Button icon="share" onPress={share}>
          {say(words('分享', 'Share'))}
        </Button>
      )}
      <ButtonLink kind="act" to={to}>
        {say(words('完成', 'Done'))}
      </ButtonLink>
    </div>
  )
}
