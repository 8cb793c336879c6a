/**
 * Styles that antd makes at run time, without <style> elements: the bank's content policy is 'self' for everything.
 *
 * It stands in for @rc-component/util's dynamicCSS and for the icons' own copy of it (see vite.config.ts). Each style
 * becomes a constructed sheet of the document, at once, so that what is measured after a commit is dressed already.
 */

interface Options {
  readonly prepend?: boolean | 'queue'
  readonly priority?: number
  readonly mark?: string
}

interface Style {
  readonly key: string
  readonly rank: readonly [number, number]
  readonly sheet: CSSStyleSheet
  readonly handle: HTMLStyleElement
  css: string
}

const styles: Style[] = []

function rankOf({ prepend, priority = 0 }: Options): readonly [number, number] {
  return prepend ? [0, prepend === 'queue' ? priority : Number.NEGATIVE_INFINITY] : [1, 0]
}

function later(a: Style['rank'], b: Style['rank']): boolean {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1])
}

function wear(): void {
  document.adoptedStyleSheets = styles.map(({ sheet }) => sheet)
}

function nameOf(key: string, { mark = '' }: Options): string {
  return `${mark}|${key}`
}

/** Put a style on; the handle that comes back is an element that is never in the page. */
export function injectCSS(css: string, options: Options = {}, key = ''): HTMLStyleElement {
  const rank = rankOf(options)
  const made: Style = { key, rank, css, sheet: new CSSStyleSheet(), handle: document.createElement('style') }
  made.sheet.replaceSync(css)
  const place = styles.findIndex((style) => later(style.rank, rank))
  styles.splice(place < 0 ? styles.length : place, 0, made)
  wear()
  return made.handle
}

/** Put a style on, or change the one that is there under this key. */
export function updateCSS(css: string, key: string, options: Options = {}): HTMLStyleElement {
  const name = nameOf(key, options)
  const found = styles.find((style) => style.key === name)
  if (!found) return injectCSS(css, options, name)
  if (found.css !== css) {
    found.css = css
    found.sheet.replaceSync(css)
  }
  return found.handle
}

export function removeCSS(key: string, options: Options = {}): void {
  const place = styles.findIndex((style) => style.key === nameOf(key, options))
  if (place < 0) return
  styles.splice(place, 1)
  wear()
}

export function clearContainerCache(): void {
  // There are no containers.
}

export function getShadowRoot(): null {
  return null
}

export function warningOnce(): void {
  // The icons' own warnings are for who develops them.
}
