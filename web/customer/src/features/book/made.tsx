import type { PaperFile } from '@sycee/client'
import { Button, ButtonLink, Card, Facts, useSay, words } from '@sycee/kit'
import { saveFile } from '../../pieces/paper'
import style from './book.module.css'

/** A file that was made, with its code where it has one. */
export function Made({ of }: { of: PaperFile }) {
  const say = useSay()
  return (
    <div role="status">
      <Card>
        <Facts
          lines={[
            { label: say(words('已保存', 'Saved')), value: of.name },
            { label: say(words('笔数', 'Entries')), value: String(of.entries) },
            ...(of.code ? [{ label: say(words('验证码', 'Code')), value: <b>{of.code}</b> }] : []),
          ]}
        />
        <div className={style.acts}>
          <Button
            icon="download"
            onPress={() => {
              saveFile(of)
            }}
          >
            {say(words('再保存一次', 'Save again'))}
          </Button>
          {of.code && (
            <ButtonLink to={`/verify#${of.code}`}>
              {say(words('看看怎样核验', 'See how it is checked'))}
            </ButtonLink>
          )}
        </div>
      </Card>
    </div>
  )
}
