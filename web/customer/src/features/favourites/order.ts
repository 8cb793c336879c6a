/** The order of what one likes: pure changes to a list of names. */

export const MOST = 8

/** One place nearer to the head (-1) or the foot (1); at the end it stays. */
export function moved(names: readonly string[], name: string, by: -1 | 1): string[] {
  const from = names.indexOf(name)
  const to = from + by
  if (from < 0 || to < 0 || to >= names.length) return [...names]
  const rest = names.filter((one) => one !== name)
  return [...rest.slice(0, to), name, ...rest.slice(to)]
}

/** At the foot, where there is room. */
export function added(names: readonly string[], name: string): string[] {
  return names.includes(name) || names.length >= MOST ? [...names] : [...names, name]
}

export function removed(names: readonly string[], name: string): string[] {
  return names.filter((one) => one !== name)
}
