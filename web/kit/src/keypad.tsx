// By their own paths: the library's entry brings a style sheet that repaints every link and the body.
import ConfigProvider from 'antd-mobile/es/components/config-provider'
import NumberKeyboard from 'antd-mobile/es/components/number-keyboard'
import { useEffect, useSyncExternalStore } from 'react'
import './keypad.css'

interface Props {
  shown: boolean
  value: string
  onChange: (value: string) => void
  confirm: string
  onConfirm: () => void
}

// Its popup would keep the page from scrolling; here the page goes on above the keys.
const POPUP = { closeIcon: null, disableBodyScroll: false }

const coarse = matchMedia('(pointer: coarse)')

/** Whether fingers are the pointer here, so that the bank's own keypad is worth its place. */
export function useFingers(): boolean {
  return useSyncExternalStore(
    (tell) => {
      coarse.addEventListener('change', tell)
      return () => {
        coarse.removeEventListener('change', tell)
      }
    },
    () => coarse.matches,
  )
}

/** The bank's own keypad for an amount, docked at the foot of the page. */
export function Keypad({ shown, value, onChange, confirm, onConfirm }: Props) {
  useEffect(() => {
    document.documentElement.classList.toggle('keypad', shown)
    return () => {
      document.documentElement.classList.remove('keypad')
    }
  }, [shown])
  return (
    <ConfigProvider popup={POPUP}>
      <NumberKeyboard
        visible={shown}
        showCloseButton={false}
        closeOnConfirm={false}
        getContainer={null}
        customKey="."
        confirmText={confirm}
        onInput={(key) => {
          onChange(value + key)
        }}
        onDelete={() => {
          onChange(value.slice(0, -1))
        }}
        onConfirm={onConfirm}
      />
    </ConfigProvider>
  )
}
