/** While nobody looks at the app its pages are covered: a switcher of apps and a shared screen show nothing of anybody. */
export function coverWhenAway(): void {
  const look = () => {
    document.documentElement.toggleAttribute('data-away', document.visibilityState === 'hidden')
  }
  document.addEventListener('visibilitychange', look)
  look()
}
