import { describe, expect, it } from 'vitest'
import type { ForMeItem, RecommendForMeAnswer } from '@sycee/client'
import { reorder } from '../src/pieces/offers/reorder'
import { readingSeconds, shareRead, Visit, type Noticed } from '../src/shell/visit'

const MILLION = 1_000_000
const good = (item: string, theme: string, score: number, by_lot = false): ForMeItem => ({
  item,
  kind: item.split('.')[0] ?? '',
  title: item,
  about: '',
  risk: 0,
  until: null,
  opens: null,
  why: '适合刚开始的时候看',
  by_lot,
  score_micro: score * MILLION,
  themes: [theme],
})
const answer: RecommendForMeAnswer = {
  items: [
    good('article.budget', 'budget', 1),
    good('deposit.saving', 'saving', 0.8),
    good('cover.health', 'health', 0.6),
    good('article.tech', 'tech', -1, true),
  ],
  others: [
    good('metal.gold.1', 'gold', 0.5),
    good('metal.gold.2', 'gold', 0.4),
    good('article.gold', 'gold', 0.3),
    good('article.home', 'home', 0.2),
  ],
  version: 1,
  parts: [],
  risk_max: 2,
  campaign: null,
  personal: true,
  on_device: {
    theme_micro: 2 * MILLION,
    kind_micro: 0,
    passed_micro: -MILLION,
    hour_micro: MILLION,
    again_micro: MILLION / 2,
    of_a_kind: 2,
    hours: [{ kind: 'deposit', odds_micro: [-3 * MILLION, 0, 0, 0] }],
    themes: [
      { theme: 'gold', title: '黄金' },
      { theme: 'home', title: '安家' },
    ],
    functions: [{ name: 'book.entries', themes: ['budget'] }],
  },
}
const nothing: Noticed = { looks: [], pages: [], searches: [], passed: [] }
const at = (route: string) => (route === '/book' ? 'book.entries' : null)
const ordered = (noticed: Partial<Noticed>, hour = 12, from = answer) =>
  reorder(from, { ...nothing, ...noticed }, at, hour)
const names = (noticed: Partial<Noticed>, hour = 12) =>
  ordered(noticed, hour).places.map(({ item }) => item.item)
const gold = { item: 'article.gold', kind: 'article', themes: ['gold'], read: 1 }

describe('the list in the order of this phone', () => {
  it("is the bank's as long as nothing was noticed, at every hour, and after pages that say nothing", () => {
    const usual = answer.items.map(({ item }) => item)
    expect(names({})).toEqual(usual)
    expect(names({}, 2)).toEqual(usual)
    expect(ordered({ pages: ['/me'] })).toMatchObject({ own: false })
    expect(names({ searches: ['咖啡'] })).toEqual(usual)
  })

  it('moves as the bank would lay it out: a look of no length changes the order of nothing but itself', () => {
    expect(names({ looks: [{ ...gold, read: 0 }] })).toEqual(answer.items.map(({ item }) => item))
  })

  it('brings up what is about the same, not what was just looked at, and says why', () => {
    const { places, own } = ordered({ looks: [gold] })
    expect(own).toBe(true)
    expect(places.map(({ item }) => item.item)).toEqual([
      'metal.gold.1',
      'article.budget',
      'metal.gold.2',
      'article.tech',
    ])
    expect(places.map(({ because }) => because)).toEqual(['黄金', null, '黄金', null])
    expect(places.every(({ item }) => item.why === '适合刚开始的时候看')).toBe(true)
  })

  it('weighs a short look less, pages and searched words by their themes, and hours only beside these', () => {
    expect(names({ looks: [{ ...gold, read: 0.1 }] })[0]).toBe('article.budget')
    expect(names({ searches: ['安家的钱'] })[0]).toBe('article.home')
    expect(ordered({ pages: ['/book'] })).toMatchObject({ own: true })
    expect(names({ pages: ['/book'] }, 2)).not.toContain('deposit.saving')
    expect(names({ pages: ['/book'] }, 12)).toContain('deposit.saving')
  })

  it('moves down what is like what was passed by', () => {
    expect(names({ passed: [['budget']] })[0]).toBe('deposit.saving')
  })

  it('leaves what is by lot where it is, whatever was noticed', () => {
    for (const theme of ['gold', 'tech', 'health']) {
      const look = { ...gold, item: 'x', themes: [theme] }
      expect(names({ looks: [look] })[3]).toBe('article.tech')
      expect(names({ looks: [look] }).filter((one) => one === 'article.tech')).toHaveLength(1)
    }
  })

  it('is left alone where nothing is to be personal', () => {
    const plain = { ...answer, others: [], on_device: null }
    expect(ordered({ looks: [gold] }, 12, plain).places.map(({ item }) => item)).toEqual(answer.items)
  })
})

describe('a visit', () => {
  it('notices nothing before it may, and drops all when it ends or nothing is to be personal', () => {
    const visit = new Visit()
    visit.looked(gold)
    visit.opened('/book')
    expect(visit.noticed()).toEqual(nothing)
    visit.allow(true)
    visit.looked(gold)
    expect(visit.noticed().looks).toEqual([gold])
    visit.allow(false)
    expect(visit.noticed()).toEqual(nothing)
    visit.searched('黄金')
    expect(visit.noticed()).toEqual(nothing)
    visit.allow(true)
    visit.opened('/book')
    visit.clear()
    visit.looked(gold)
    expect(visit.noticed()).toEqual(nothing)
  })

  it('tells what went by only with the next thing that is done, and not what was looked at', () => {
    const visit = new Visit()
    let told = 0
    visit.allow(true)
    visit.listen(() => (told += 1))
    visit.passed('a', ['gold'])
    visit.passed('b', ['home'])
    expect([told, visit.noticed().passed]).toEqual([0, []])
    visit.looked({ ...gold, item: 'a' })
    expect([told, visit.noticed().passed]).toEqual([1, [['home']]])
  })

  it('counts a page once and the longest look at a thing', () => {
    const visit = new Visit()
    visit.allow(true)
    visit.opened('/book')
    visit.opened('/book')
    visit.looked({ ...gold, read: 0.7 })
    visit.looked({ ...gold, read: 0.2 })
    expect(visit.noticed()).toMatchObject({ pages: ['/book'], looks: [{ read: 0.7 }] })
  })

  it('measures a look by how long reading takes', () => {
    expect(readingSeconds('字'.repeat(255))).toBeCloseTo(60)
    expect(readingSeconds('word '.repeat(228))).toBeCloseTo(60)
    expect(shareRead('字'.repeat(255), 30)).toBeCloseTo(0.5)
    expect(shareRead('字', 1000)).toBe(1)
    expect(shareRead('', 5)).toBe(0)
  })
})
