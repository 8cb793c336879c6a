import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Reporter } from '../src/events'

interface Sent {
  events: { message: string; kind: string; name: string; props: unknown }[]
  sent: string
}

const network = vi.fn<typeof fetch>()
const answers = (status: number) => () => Promise.resolve(new Response('{}', { status }))
const sent = (call: number) => JSON.parse(network.mock.calls[call]?.[1]?.body as string) as Sent
const names = (call: number) => sent(call).events.map(({ name }) => name)

let kept: Map<string, string>
let page: EventTarget & { hidden: boolean }
let window: EventTarget

beforeEach(() => {
  vi.useFakeTimers()
  kept = new Map()
  window = new EventTarget()
  page = Object.assign(new EventTarget(), { hidden: false })
  vi.stubGlobal('fetch', network.mockReset().mockImplementation(answers(200)))
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('document', page)
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window))
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const settle = () => vi.advanceTimersByTimeAsync(5_000)

describe('reporting', () => {
  it('goes by the batch, keeps no session alive, and is done once it is answered', async () => {
    const reporter = new Reporter()
    reporter.page('home')
    reporter.track('recommend.opened', { item: 'article.budget.3', place: 1, by_lot: false })
    expect(network).not.toHaveBeenCalled()
    await settle()
    expect(names(0)).toEqual(['home', 'recommend.opened'])
    expect(new Headers(network.mock.calls[0]?.[1]?.headers).get('x-sycee-unasked')).toBe('1')
    await settle()
    expect(network).toHaveBeenCalledTimes(1)
    expect(kept.size).toBe(0)
  })

  it('does not wait where many are there, and sends fifty at most', async () => {
    network.mockImplementation(answers(503))
    const reporter = new Reporter()
    for (let n = 0; n < 120; n++) reporter.track('done')
    await vi.advanceTimersByTimeAsync(0)
    expect(sent(0).events).toHaveLength(20)
    network.mockImplementation(answers(200))
    await vi.advanceTimersByTimeAsync(60_000)
    const every = network.mock.calls.slice(1).flatMap((_, n) => sent(n + 1).events)
    expect(Math.max(...network.mock.calls.map((_, n) => sent(n).events.length))).toBe(50)
    expect(new Set(every.map(({ message }) => message)).size).toBe(120)
  })

  it('waits while there is no network, outlives the page, and is sent again under the same ids', async () => {
    network.mockRejectedValue(new TypeError('gone'))
    const first = new Reporter()
    first.track('done')
    await settle()
    const [message] = sent(0).events.map((one) => one.message)
    network.mockReset().mockImplementation(answers(200))
    vi.stubGlobal('navigator', { onLine: false })
    const next = new Reporter()
    await next.flush()
    expect(network).not.toHaveBeenCalled()
    vi.stubGlobal('navigator', { onLine: true })
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(0)
    expect(sent(0).events.map((one) => one.message)).toEqual([message])
    await vi.advanceTimersByTimeAsync(0)
    expect(kept.size).toBe(0)
  })

  it('leaves with the page, by a request that outlives it', () => {
    const reporter = new Reporter()
    reporter.page('home')
    page.hidden = true
    page.dispatchEvent(new Event('visibilitychange'))
    expect(network.mock.calls[0]?.[1]?.keepalive).toBe(true)
  })

  it('keeps two hundred at most, of which the latest', async () => {
    network.mockRejectedValue(new TypeError('gone'))
    const reporter = new Reporter()
    for (let n = 0; n < 250; n++) reporter.track(`done.n${n}`)
    await vi.advanceTimersByTimeAsync(0)
    const waiting = JSON.parse(kept.get('sycee.events') ?? '[]') as { name: string }[]
    expect(waiting).toHaveLength(200)
    expect(waiting.at(-1)?.name).toBe('done.n249')
  })

  it('stores nothing that could tell who somebody is', () => {
    const reporter = new Reporter()
    const told = { who: '李梅', mail: 'li.mei@example.com', phone: 13800138000, item: 'p138-0013-8000' }
    reporter.track('done', { ...told, place: 2 })
    reporter.page('accounts.12')
    reporter.track('13800138000')
    const waiting = JSON.parse(kept.get('sycee.events') ?? '[]') as { props: unknown }[]
    expect(waiting.map(({ props }) => props)).toEqual([{ place: 2 }])
  })

  it('drops what the bank will never take, and all of it when nobody is signed in', async () => {
    network.mockImplementation(answers(422))
    const reporter = new Reporter()
    reporter.track('done')
    await settle()
    expect(kept.size).toBe(0)
    network.mockImplementation(answers(401))
    for (let n = 0; n < 60; n++) reporter.track('done')
    await settle()
    await settle()
    expect(kept.size).toBe(0)
  })

  it('ends with the session: what waits is nobody’s, also where an answer is still to come', async () => {
    let answer: (response: Response) => void = () => undefined
    network.mockImplementation(() => new Promise((tell) => (answer = tell)))
    const reporter = new Reporter()
    reporter.track('mine')
    await settle()
    reporter.clear()
    reporter.track('of.another')
    answer(new Response('{}', { status: 503 }))
    network.mockImplementation(answers(200))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(network.mock.calls.slice(1).flatMap((_, n) => names(n + 1))).toEqual(['of.another'])
  })

  it('reports nothing of who wants nothing learned, until they do', async () => {
    const reporter = new Reporter()
    reporter.track('before')
    reporter.allow(false)
    reporter.track('done')
    new Reporter().track('elsewhere')
    await settle()
    expect(network).not.toHaveBeenCalled()
    reporter.allow(true)
    reporter.track('after')
    await settle()
    expect(names(0)).toEqual(['after'])
  })

  it('is five kilobytes at most, with all that it needs', async () => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    const { build } = await import('vite')
    const made = await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        lib: { entry: `${import.meta.dirname}/../src/events.ts`, formats: ['es'] },
        target: 'es2023',
        minify: true,
      },
    })
    const [{ output }] = made as unknown as [{ output: [{ code: string }] }]
    const bytes = gzipSync(output[0].code).length
    expect(bytes).toBeGreaterThan(500)
    expect(bytes).toBeLessThanOrEqual(5 * 1024)
  })
})
