// The service worker of an app's origin. It answers every request of the app: with a file of the archive, which it
// asks the messenger's page for by way of the keeper, with one of our own fixed files, or with an error. It never calls
// `fetch`, keeps nothing, and puts the policy on every answer. What it imports the browser keeps with it, where no app
// can change it: so an app starts without a network too.
'use strict';

importScripts('/__estuary__/settings.js', '/__estuary__/fixed.js', '/__estuary__/archive.js', '/__estuary__/guard.js', '/__estuary__/realtime.js', '/__estuary__/webxdc.js');

const KEEPER = '/__estuary__/keeper.html';
const NEWER = 'This app needs a newer version of Estuary.';

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // Also those the policy would stop anyway: one browser lets a preload through where the worker does.
  if (origin !== self.location.origin) return event.respondWith(Response.error());
  return event.respondWith(answer(request, pathname).catch(() => failure(500, 'The file could not be read.')));
});

async function answer(request, pathname) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return failure(405, 'There is no server here.');
  if (Object.hasOwn(self.FIXED, pathname)) {
    const [type, content] = self.FIXED[pathname];
    return respond(content, 200, { 'content-type': type });
  }
  const path = entryOf(pathname);
  if (path === null || pathname.startsWith('/__estuary__/')) return failure(404, 'There is no such file.');
  // The host's own wins over one in the archive, also below a folder.
  if (path === 'webxdc.js' || path.endsWith('/webxdc.js')) return script();
  const page = request.mode === 'navigate';
  const found = await ask({ file: path, page });
  if (!found) return failure(503, 'The messenger is closed.');
  if (found.newer) return failure(200, NEWER);
  if (!found.bytes) return failure(404, 'There is no such file.');
  const type = typeOf(path);
  let bytes = new Uint8Array(found.bytes);
  if (page && type === 'text/html') bytes = withFirstScript(bytes, '/webxdc.js');
  return part(bytes, type, page ? null : request.headers.get('range'));
}

function part(bytes, type, header) {
  const range = rangeOf(header, bytes.length);
  const headers = { 'content-type': type, 'accept-ranges': 'bytes' };
  if (range === false) return respond(null, 416, { 'content-range': `bytes */${bytes.length}` });
  if (range === null) return respond(bytes, 200, { ...headers, 'content-length': bytes.length });
  const [first, last] = range;
  const section = bytes.subarray(first, last + 1);
  return respond(section, 206, {
    ...headers, 'content-length': section.length, 'content-range': `bytes ${first}-${last}/${bytes.length}`,
  });
}

// The values are in the script, so that an app can read them as soon as it has run.
async function script() {
  const values = await ask({ values: true });
  if (!values) return failure(503, 'The messenger is closed.');
  const own = JSON.stringify({ ...values, messenger: self.SETTINGS.messenger });
  return respond(`'use strict';(${webxdc})(${own}, ${guard}, ${realtime});`, 200, { 'content-type': 'text/javascript; charset=utf-8' });
}

function failure(status, text) {
  return respond(text, status, { 'content-type': 'text/plain; charset=utf-8' });
}

function respond(body, status, headers) {
  return new Response(body, { status, headers: { 'cache-control': 'no-store', ...headers, ...self.SETTINGS.policy } });
}

// Asks every keeper there is: the app may be open in several tabs, one of them asleep. The first answer counts.
async function ask(question) {
  const pages = await self.clients.matchAll({ includeUncontrolled: true, type: 'window' });
  const keepers = pages.filter(({ url }) => new URL(url).pathname === KEEPER);
  if (!keepers.length) return null;
  return Promise.race(keepers.map((keeper) => new Promise((answered) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => { answered(data); port1.close(); };
    keeper.postMessage(question, [port2]);
  })));
}
