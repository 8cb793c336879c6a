import { useEffect, useId, useRef, type ReactNode } from 'react'
import { Icon } from './icons'
import { useSay, words } from './words'
import style from './sheet.module.css'

interface Props {
  title: string
  open: boolean
  onClose: () => void
  children: ReactNode
  /** May not be left just now. */ held?: boolean
}

/**
 * A sheet over the page; a dialog in the middle on wide screens.
 * The browser's own dialog is used because it keeps the focus inside, answers Escape and makes the page behind inert.
 */
export function Sheet({ title, open, onClose, children, held = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const say = useSay()
  const id = useId()
  useEffect(() => {
    const node = dialog.current
    if (!node || node.open === open) return
    if (!open) {
      node.close()
      return
    }
    node.showModal()
    // The browser would choose the closing cross; the name of the sheet is what should be read first.
    if (!node.contains(document.activeElement) || document.activeElement?.tagName === 'BUTTON')
      node.querySelector('h2')?.focus()
  }, [open])
  const leave = () => {
    if (!held) onClose()
  }
  return (
    <dialog
      ref={dialog}
      className={style.sheet}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        leave()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) leave()
      }}
    >
      {open && (
        <>
          <div className={style.grip} />
          <div className={style.inside}>
            <div className={style.head}>
              <h2 id={id} tabIndex={-1}>
                {title}
              </h2>
              <button type="button" aria-label={say(words('关闭', 'Close'))} disabled={held} onClick={leave}>
                <Icon name="close" size={22} />
              </button>
            </div>
            {children}
          </div>
        </>
      )}
    </dialog>
  )
}
