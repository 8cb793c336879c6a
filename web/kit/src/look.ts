/** Join the class names that apply. */
export function look(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
