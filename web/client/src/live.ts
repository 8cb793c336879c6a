/** The one line on which the bank speaks first. */

export interface Line {
  onopen: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
  onclose: ((event: { code: number }) => void) | null
  close: () => void
}

/** A socket to where the app came from. It carries hints that there is something to read, and never data. */
export function listen(): Line {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/live`)
  const line: Line = {
    onopen: null,
    onmessage: null,
    onclose: null,
    close: () => {
      socket.close()
    },
  }
  socket.onopen = () => line.onopen?.()
  socket.onmessage = (event) => line.onmessage?.(event)
  socket.onclose = (event) => line.onclose?.(event)
  return line
}
