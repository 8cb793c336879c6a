import { useNavigate, useSearchParams } from 'react-router'

/** The third step stands in the address, so that Back closes it and a reload keeps it. */
export function useSheetStep() {
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const shown = search.has('confirm')
  return {
    shown,
    open: () => {
      if (!shown) void navigate('?confirm', { state: { opened: true } })
    },
    close: () => {
      if (!shown) return
      if ((history.state as { usr?: { opened?: boolean } } | null)?.usr?.opened) void navigate(-1)
      else void navigate('?', { replace: true })
    },
  }
}
