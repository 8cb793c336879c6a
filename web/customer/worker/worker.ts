/** What lets the app start without a network: its own files, and nothing of anybody's. The build gives their list. */

export {}

declare const self: ServiceWorkerGlobalScope
declare const FILES: readonly string[]
declare const VERSION: string

const SHELL = '/'
const CACHE = `sycee ${VERSION}`
const PATIENCE_MS = 3000
const OURS = new Set(FILES)

// What the bank itself answers under. None of it is ever looked at here, let alone kept.
const THE_BANKS = /^\/(v1|live|mcp|reference|openapi\.json|healthz|readyz|metrics)(\/|$)/

self.addEventListener('install', (event) => {
  event.waitUntil(fill())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()))
})

// An edition waits until no page of the one before is open, or until the person asks for it.
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname, search } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || THE_BANKS.test(pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (OURS.has(pathname) && pathname !== SHELL && !search) event.respondWith(file(request))
})

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll(FILES.map((path) => new Request(path, { credentials: 'omit', cache: 'no-cache' })))
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))
}

/** The newest page where the network has it soon; else the shell that is kept. Nothing is added to what is kept. */
async function page(request: Request): Promise<Response> {
  const fresh = fetch(request)
  const soon = await Promise.race([fresh.catch(() => null), after(PATIENCE_MS)])
  if (soon && soon.status < 500) return soon
  const shell = await (await caches.open(CACHE)).match(SHELL)
  return shell ?? fresh
}

async function file(request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(request)) ?? fetch(request)
}

function after(ms: number): Promise<null> {
  return new Promise((wake) => setTimeout(wake, ms, null))
}
