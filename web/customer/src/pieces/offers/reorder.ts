/**
 * Ordering what the bank has for a person by what this phone noticed of the visit: a linear model, in the phone.
 *
 * The weights come with the bank's answer (`brain/recommend/_on_device.py`, which learns them from the same features).
 * The bank chose all that can be shown and said why each is suitable; here only the order changes, and what of it is
 * seen. An item by lot keeps its place: its chance was written down by the bank, and stays what it was.
 */

import type { ForMeItem, ForMeOnDevice, RecommendForMeAnswer } from '@sycee/client'
import type { Noticed } from '../../shell/visit'

export interface Placed {
  readonly item: ForMeItem
  /** The theme, in words, for which this phone moved it up; null where it did not. */
  readonly because: string | null
}

/** How much was given to what: a look, a page or a word that was searched for. */
interface Attention {
  readonly themes: readonly string[]
  readonly worth: number
}

const MILLION = 1_000_000
const QUARTERS = 4
const HOURS = 24

export interface Ordered {
  readonly places: readonly Placed[]
  /** Whether this phone had anything to order by. */
  readonly own: boolean
}

/** The list in this phone's order; `functionAt` says which function lives at a route, `hour` is from 0 to 23. */
export function reorder(
  answer: RecommendForMeAnswer,
  noticed: Noticed,
  functionAt: (route: string) => string | null,
  hour: number,
): Ordered {
  const model = answer.on_device
  const attention = model ? attentionOf(noticed, model, functionAt) : []
  // The hour alone moves nothing: the bank knows the time too.
  if (!model || attention.length + noticed.passed.length === 0) {
    return { places: answer.items.map((item) => ({ item, because: null })), own: false }
  }
  const looked = new Set(noticed.looks.map(({ item }) => item))
  const free = answer.items.filter(({ by_lot }) => !by_lot)
  // What was just looked at is no news: the bank leaves it out too, as soon as it has answered again.
  const among = [...free, ...answer.others].filter(({ item }) => !looked.has(item))
  const chosen = varied(among, free.length, model, (one) => raised(one, noticed, attention, model, hour))
  const places = answer.items.flatMap((item) => (item.by_lot ? [item] : (chosen.shift() ?? [])))
  const placed = places.map((item, place) => {
    const before = answer.items.indexOf(item)
    const up = !item.by_lot && (before < 0 || place < before)
    return { item, because: up ? loudest(item, attention, model) : null }
  })
  return { places: placed, own: true }
}

/** All that was attended to, with its themes; a page that has to do with none says nothing. */
function attentionOf(
  { looks, pages, searches }: Noticed,
  model: ForMeOnDevice,
  functionAt: (route: string) => string | null,
): Attention[] {
  const functions = new Map(model.functions.map(({ name, themes }) => [name, themes]))
  const opened = pages.flatMap((route) => {
    const themes = functions.get(functionAt(route) ?? '')
    return themes ? [{ themes, worth: 1 }] : []
  })
  const searched = model.themes.filter(({ title }) =>
    searches.some((text) => text.toLowerCase().includes(title.toLowerCase())),
  )
  return [
    ...looks.map(({ themes, read }) => ({ themes, worth: read })),
    ...opened,
    ...searched.map(({ theme }) => ({ themes: [theme], worth: 1 })),
  ]
}

const meets = (some: readonly string[], others: readonly string[]) =>
  some.some((theme) => others.includes(theme))

/** The part of all that was attended to that fits, of one more than all: the less there was, the less it says. */
function share<One>(all: readonly One[], worth: (one: One) => number, fits: (one: One) => boolean): number {
  const sum = (ones: readonly One[]) => ones.reduce((so, one) => so + worth(one), 0)
  return sum(all.filter(fits)) / (1 + sum(all))
}

/** An item's score with what this phone adds, in log odds. */
function raised(
  { score_micro, kind, themes }: ForMeItem,
  { looks, passed }: Noticed,
  attention: readonly Attention[],
  model: ForMeOnDevice,
  hour: number,
): number {
  const quarter = Math.floor((hour * QUARTERS) / HOURS)
  const odds = model.hours.find((one) => one.kind === kind)?.odds_micro[quarter] ?? 0
  const added =
    model.theme_micro *
      share(
        attention,
        ({ worth }) => worth,
        (one) => meets(one.themes, themes),
      ) +
    model.kind_micro *
      share(
        looks,
        ({ read }) => read,
        (look) => look.kind === kind,
      ) +
    model.passed_micro *
      share(
        passed,
        () => 1,
        (by) => meets(by, themes),
      ) +
    (model.hour_micro * odds) / MILLION
  return (score_micro + added) / MILLION
}

/** The best one by one, each less by what stands already of its theme and kind: as the bank itself lays them out. */
function varied(
  among: readonly ForMeItem[],
  most: number,
  { again_micro, of_a_kind }: ForMeOnDevice,
  score: (one: ForMeItem) => number,
): ForMeItem[] {
  const left = among.map((item) => ({ item, score: score(item) }))
  const taken: ForMeItem[] = []
  const theme = ({ themes, item }: ForMeItem) => themes[0] ?? item
  while (left.length > 0 && taken.length < most) {
    const worth = left.map(({ item, score: own }) => {
      const alike = taken.filter((one) => theme(one) === theme(item)).length
      const kinds = taken.filter(({ kind }) => kind === item.kind).length
      return own - (again_micro / MILLION) * (alike + Math.max(kinds - of_a_kind + 1, 0))
    })
    taken.push(...left.splice(worth.indexOf(Math.max(...worth)), 1).map(({ item }) => item))
  }
  return taken
}

/** The theme of an item that was attended to most, in words; null where none was, or where it does not count for it. */
function loudest(
  { themes }: ForMeItem,
  attention: readonly Attention[],
  model: ForMeOnDevice,
): string | null {
  if (model.theme_micro <= 0) return null
  const heard = themes
    .map((theme) => ({
      theme,
      worth: attention.filter((one) => one.themes.includes(theme)).reduce((sum, { worth }) => sum + worth, 0),
    }))
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth)[0]
  return model.themes.find(({ theme }) => theme === heard?.theme)?.title ?? null
}
