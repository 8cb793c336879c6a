// A bank that is not one, for looking at the app while developing: no product file imports it.
// Run: node customer/dev/server.mjs [port]. It answers the wire contract and serves customer/dist.
// Query switches (set as cookies by opening /dev?slow=1500&fail=book.entries&empty=1): see `whim`.

import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { city } from './city.mjs'

const dist = new URL('../dist/', import.meta.url).pathname
const port = Number(process.argv[2] ?? 8000)
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"

let whim = { slow: 60, fail: '', empty: '', lose: '' }
const bank = city()

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://here')
  if (url.pathname === '/dev') {
    whim = {
      slow: Number(url.searchParams.get('slow') ?? 60),
      fail: url.searchParams.get('fail') ?? '',
      empty: url.searchParams.get('empty') ?? '',
      lose: url.searchParams.get('lose') ?? '',
    }
    if (url.searchParams.has('end')) bank.endAll()
    return send(response, 200, whim)
  }
  if (url.pathname.startsWith('/v1/'))
    return answer(request, response, url.pathname.slice(4).replaceAll('/', '.'))
  return file(response, url.pathname)
}).listen(port, '127.0.0.1')

async function answer(request, response, capability) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  await new Promise((wake) => setTimeout(wake, whim.slow))
  const cookie = /__Host-sycee=(\w+)/.exec(request.headers.cookie ?? '')?.[1]
  const call = {
    capability,
    ask: JSON.parse(Buffer.concat(chunks).toString() || '{}'),
    session: cookie,
    key: request.headers['idempotency-key'],
    zh: !request.headers['accept-language']?.startsWith('en'),
    empty: whim.empty,
  }
  if (request.headers['x-sycee'] !== 'app')
    return send(response, 403, { code: 'bad_input', say: 'X-Sycee', facts: {}, field: null })
  if (whim.fail === capability) return send(response, 500, { code: 'fault', say: '', facts: {}, field: null })
  const { status, body, session } = bank.call(call)
  if (whim.lose === capability) return request.socket.destroy()
  // Secure cookies are kept by browsers on http://localhost, but this name keeps curl working too.
  if (session !== undefined)
    response.setHeader('Set-Cookie', `__Host-sycee=${session}; Path=/; HttpOnly; Secure; SameSite=Strict`)
  return send(response, status, body)
}

function send(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}

async function file(response, path) {
  try {
    const name = extname(path) ? path : 'index.html'
    const body = await readFile(join(dist, name))
    response.writeHead(200, {
      'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
      'Content-Security-Policy': POLICY,
    })
    response.end(body)
  } catch {
    response.writeHead(404)
    response.end()
  }
}
