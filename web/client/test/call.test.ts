import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { act, read } from '../src/call'
import { newKey } from '../src/key'
import type { Refused } from '../src/outcome'

const list = read<Record<string, never>, { n: number }, Refused<'only_here'>>('some.list', ['only_here'])
const send = act<{ n: number }, { done: boolean }>('some.send')
const answered = (status: number, body: unknown) =>
  Promise.resolve(new Response(JSON.stringify(body), { status }))
const network = vi.fn<typeof fetch>()

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', network.mockReset())
  vi.stubGlobal('navigator', { onLine: true })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function settled<T>(promise: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync()
  return promise
}

function keyOf(call: number): string | null {
  return new Headers(network.mock.calls[call]?.[1]?.headers).get('idempotency-key')
}

describe('a call', () => {
  it('posts to the dotted name and decodes the answer', async () => {
    network.mockReturnValueOnce(answered(200, { n: 1 }))
    expect(await settled(list({}))).toEqual({ code: 'ok', answer: { n: 1 } })
    expect(network.mock.calls[0]?.[0]).toBe('/v1/some/list')
  })

  it('says when it is the app itself that reads', async () => {
    network.mockImplementation(() => answered(200, { n: 1 }))
    await settled(list({}))
    await settled(list({}, { unasked: true }))
    const said = network.mock.calls.map(([, how]) => new Headers(how?.headers).get('x-sycee-unasked'))
    expect(said).toEqual([null, '1'])
  })

  it('asks again under the same key when the network fails', async () => {
    network.mockRejectedValueOnce(new TypeError('gone')).mockReturnValueOnce(answered(200, { done: true }))
    expect(await settled(send({ n: 1 }, newKey()))).toMatchObject({ code: 'ok' })
    expect(network).toHaveBeenCalledTimes(2)
    expect(keyOf(0)).toBe(keyOf(1))
  })

  it('says that nothing is known when the network stays away, and that nothing was sent when offline', async () => {
    network.mockRejectedValue(new TypeError('gone'))
    expect((await settled(send({ n: 1 }, newKey()))).code).toBe('no_answer')
    vi.stubGlobal('navigator', { onLine: false })
    network.mockClear()
    expect((await settled(send({ n: 1 }, newKey()))).code).toBe('offline')
    expect(network).not.toHaveBeenCalled()
  })

  it('waits for a busy bank, but not for one that refuses', async () => {
    network
      .mockReturnValueOnce(answered(503, { code: 'busy', say: '', facts: {}, field: null }))
      .mockReturnValueOnce(answered(200, { n: 2 }))
    expect(await settled(list({}))).toMatchObject({ code: 'ok' })
    network
      .mockReset()
      .mockReturnValueOnce(answered(409, { code: 'only_here', say: '不行', facts: {}, field: 'n' }))
    expect(await settled(list({}))).toEqual({ code: 'only_here', say: '不行', facts: {}, field: 'n' })
    expect(network).toHaveBeenCalledTimes(1)
  })

  it('keeps the words of a refusal it does not know, and calls a broken answer a fault', async () => {
    network.mockReturnValueOnce(
      answered(409, { code: 'from_next_year', say: '新的', facts: {}, field: null }),
    )
    expect(await settled(list({}))).toMatchObject({ code: 'refused', say: '新的' })
    network.mockReturnValueOnce(Promise.resolve(new Response('<html>', { status: 502 })))
    expect(await settled(list({}))).toMatchObject({ code: 'fault' })
  })
})
