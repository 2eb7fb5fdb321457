// Serves one whole release, with or without a network. Nothing of the mail server's ever passes through here.
const RELEASE = '__ESTUARY_RELEASE__';
const CACHE = `estuary-${RELEASE}`;

// All files of this release with the content the build knew, or no installation at all: releases are never mixed.
async function install() {
  const list = await (await fetch('/precache.json', { cache: 'no-store' })).json();
  if (list.release !== RELEASE) throw new Error(`The server has release ${list.release}, this is ${RELEASE}`);
  const cache = await caches.open(CACHE);
  const texts = await textsRead();
  const files = list.files.filter(({ url, later }) => !later || texts.includes(url));
  await Promise.all(files.map(async ({ url, integrity }) => {
    const response = await fetch(url, { integrity, cache: 'no-cache' });
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    await cache.put(url, response);
  }));
}

// The texts of a language that few people read are kept by those who do, over all releases.
const isTexts = (path) => path.startsWith('/texts-');

async function textsRead() {
  const releases = (await caches.keys()).filter((name) => name.startsWith('estuary-'));
  const kept = await Promise.all(releases.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().map(({ url }) => new URL(url).pathname).filter(isTexts);
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('estuary-') && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// What another program shares comes as a form. It waits in a cache of its own until the page asks for it, once.
const SHARED = 'shared';

async function share(request) {
  const form = new Response(await request.formData());
  await (await caches.open(SHARED)).put('/share', form);
  return Response.redirect('/#shared', 303);
}

async function takeShared() {
  const form = await (await caches.open(SHARED)).match('/share');
  await caches.delete(SHARED);
  return form ?? new Response(null, { status: 404 });
}

async function answer(request, path) {
  const cache = await caches.open(CACHE);
  const cached = await cache.match(path);
  if (cached) return cached;
  const response = await fetch(request);
  if (response.ok && isTexts(path)) await cache.put(path, response.clone());
  return response;
}

const pages = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

// What arrived, unless a page can be seen that tells it. Of a chat, the newest takes the place of what was told before.
async function tell([tag, title, body]) {
  if ((await pages()).some((page) => page.visibilityState === 'visible')) return;
  await self.registration.showNotification(title, { tag, body, renotify: true, icon: '/icon-192.png', badge: '/icon-monochrome-512.png' });
}

// The chat in a page that is there, or else in a new one. Windows that pages opened hold a mini app alone.
async function show({ tag }) {
  const page = (await pages()).find(({ frameType }) => frameType === 'top-level');
  if (!page) return self.clients.openWindow(`/#chat-${tag}`);
  page.postMessage(tag);
  return page.focus();
}

// Where a browser can, it takes the files of the release from the cache by itself: nothing waits for this worker to wake up.
// Texts of other languages come through here, to be kept.
function route(event) {
  const source = { cacheName: CACHE };
  const routes = ['/', '/*.css', '/texts-(de|en).ftl', '/*.js', '/*.svg', '/*.wasm'].map((pathname) => (
    { condition: { urlPattern: { pathname, search: '' }, requestMethod: 'GET' }, source }
  ));
  return event.addRoutes?.(routes).catch(() => {}); // Without them the worker answers.
}

self.addEventListener('install', (event) => event.waitUntil(Promise.all([install(), route(event)])));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
// The person chose to update: see the notice in the interface.
self.addEventListener('message', (event) => {
  if (event.data === 'activate') self.skipWaiting();
  if (Array.isArray(event.data)) event.waitUntil(tell(event.data));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification));
});
self.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin === self.location.origin && pathname === '/share') {
    return event.respondWith(event.request.method === 'POST' ? share(event.request) : takeShared());
  }
  const live = /^\/(jmap|\.well-known|new|config\.json|healthz|precache\.json|sw\.js)(\/|$)/.test(pathname);
  if (event.request.method !== 'GET' || origin !== self.location.origin || live) return undefined;
  return event.respondWith(answer(event.request, pathname === '/index.html' ? '/' : pathname));
});
