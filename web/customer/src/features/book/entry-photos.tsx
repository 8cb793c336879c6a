import { useState } from 'react'
import { bookAttach, bookDetach, type EntryPhoto } from '@sycee/client'
import { Button, Card, Icon, Note, Section, Sheet, useSay, words } from '@sycee/kit'
import { photo } from '../../pieces/photo'
import { useAct } from '../../shell/act'
import { forget } from '../../shell/read'
import { troubled } from '../../shell/trouble'
import { DrawnPhoto } from './drawn-photo'
import style from './entry-photos.module.css'

const MOST = 6

/** Photos beside an entry: looked at, added and removed. */
export function EntryPhotos({ entry, photos }: { entry: string; photos: readonly EntryPhoto[] }) {
  const say = useSay()
  const [looked, look] = useState<string | null>(null)
  const { wrong, busy, add } = useAdding(entry)
  return (
    <Section title={say(words('照片', 'Photos'))}>
      <Card>
        <div className={style.whole}>
          <div className={style.photos}>
            {photos.map(({ id }, n) => (
              <button
                key={id}
                type="button"
                className={style.photo}
                onClick={() => {
                  look(id)
                }}
              >
                <DrawnPhoto id={id} name={say(words(`照片 ${String(n + 1)}`, `Photo ${String(n + 1)}`))} />
              </button>
            ))}
            {photos.length < MOST && <Add busy={busy} onFile={(file) => void add(file)} />}
          </div>
          <p className={style.hint}>
            {say(
              words(
                '最多 6 张，加密保存；拍摄地点、时间等信息会去掉',
                'Six at most, kept encrypted, without where or when they were taken',
              ),
            )}
          </p>
          <Note id="photo-note" wrong={wrong} />
        </div>
      </Card>
      <Whole
        id={looked}
        onClose={() => {
          look(null)
        }}
      />
    </Section>
  )
}

function Add({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const say = useSay()
  return (
    <label className={style.add}>
      <Icon name="plus" />
      {say(busy ? words('正在保存…', 'Saving…') : words('添加照片', 'Add a photo'))}
      <input
        type="file"
        accept="image/jpeg,image/png,image/webp"
        disabled={busy}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
    </label>
  )
}

function useAdding(entry: string) {
  const say = useSay()
  const attaching = useAct(bookAttach)
  const [wrong, setWrong] = useState<string | null>(null)
  const add = async (file: File) => {
    const content = await photo(file)
    if (content === null) {
      setWrong(say(words('这张图片看不了，请换一张', 'That picture cannot be read; try another')))
      return
    }
    const outcome = await attaching.run({ entry, content })
    if (!outcome) return
    switch (outcome.code) {
      case 'ok':
        setWrong(null)
        forget('book.entry')
        return
      case 'not_found':
      case 'not_a_photo':
      case 'photo_too_large':
      case 'too_many_photos':
      case 'too_many':
        setWrong(outcome.say)
        return
      default:
        setWrong(troubled(outcome))
    }
  }
  return { wrong, busy: attaching.busy, add }
}

function Whole({ id, onClose }: { id: string | null; onClose: () => void }) {
  const say = useSay()
  return (
    <Sheet title={say(words('照片', 'Photo'))} open={id !== null} onClose={onClose}>
      {id && <Looked key={id} id={id} onDone={onClose} />}
    </Sheet>
  )
}

function Looked({ id, onDone }: { id: string; onDone: () => void }) {
  const say = useSay()
  const detaching = useAct(bookDetach)
  const [sure, ask] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const detach = async () => {
    const outcome = await detaching.run({ photo: id })
    if (!outcome) return
    if (outcome.code === 'ok' || outcome.code === 'not_found') {
      forget('book.entry')
      onDone()
    } else setWrong(troubled(outcome))
  }
  return (
    <div className={style.whole}>
      <div className={style.large}>
        <DrawnPhoto id={id} name={say(words('照片', 'Photo'))} />
      </div>
      <Button
        wide
        kind={sure ? 'danger' : 'plain'}
        busy={detaching.busy}
        onPress={() => {
          if (sure) void detach()
          else ask(true)
        }}
      >
        {say(sure ? words('确定删除', 'Yes, remove it') : words('删除这张', 'Remove'))}
      </Button>
      <Note id="detach-note" wrong={wrong} />
    </div>
  )
}
