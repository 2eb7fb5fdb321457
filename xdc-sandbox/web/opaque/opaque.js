// The page of an app where there is no origin for it: on an opaque one, which keeps apps from each other and from the
// messenger as well, but has no storage, no service worker and no address inside. What of this can be made up for is made
// up for here; the rest is missing, and the messenger says so.
'use strict';

(async () => {
  const { messenger, folder } = self.SETTINGS;
  const { port1: host, port2 } = new MessageChannel();
  const ask = (question) => new Promise((answered) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => { answered(data); port1.close(); };
    host.postMessage(question, [port2]);
  });
  parent.postMessage({ keeper: 'ready' }, messenger, [port2]);

  // Where in the app. What the app sees of its address is its own.
  const place = new URL(location.hash.slice(1), 'https://archive.invalid/index.html');
  const file = entryOf(place.pathname) ?? '';
  history.replaceState(null, '', location.pathname + place.search + place.hash);

  const read = async (entry) => {
    const { bytes } = (await ask({ file: entry })) ?? {};
    return bytes ? new Uint8Array(bytes) : null;
  };
  const blob = (content, type) => URL.createObjectURL(new Blob([content], { type }));
  const { page, urlOf } = rewriter({ read, blob, entryOf, typeOf });
  // What a running script names: relative to this page's own address.
  const entryAt = (text) => {
    try {
      const { origin, pathname } = new URL(text, document.baseURI);
      if (origin !== location.origin) return null;
      return pathname.startsWith(folder) ? entryFrom(pathname.slice(folder.length), file, entryOf) : entryOf(pathname);
    } catch {
      return null;
    }
  };

  const values = await ask({ values: true });
  const found = await ask({ file, page: true });
  const bytes = found?.bytes && new Uint8Array(found.bytes);
  const html = bytes && typeOf(file) === 'text/html';
  const missing = found?.newer ? 'This app needs a newer version of Estuary.' : 'There is no such page.';
  const shown = new DOMParser().parseFromString(html ? new TextDecoder().decode(bytes) : `<p>${missing}`, 'text/html');
  await page(shown, file);

  // This takes away every listener there was, so what is to hear of the page comes after it.
  document.open();
  const kept = (all) => void ask({ stored: JSON.stringify(all) });
  const stands = {
    localStorage: storage(JSON.parse(values.stored || '{}'), kept), sessionStorage: storage({}, () => {}),
    indexedDB: undefined, caches: undefined,
  };
  for (const [name, value] of Object.entries(stands)) Object.defineProperty(window, name, { value, configurable: true });
  Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined, configurable: true });
  addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node instanceof Element && node.matches('a, area'));
    const href = link?.getAttribute('href');
    const entry = href && !href.startsWith('#') && !event.defaultPrevented && entryAt(href);
    if (!entry || entry === file) return;
    event.preventDefault();
    const { search, hash } = new URL(href, document.baseURI);
    ask({ open: `${entry}${search}${hash}` });
  });
  reach({ entryAt, read, urlOf, typeOf });
  webxdc({ ...values, messenger }, guard, realtime);
  document.write((shown.doctype ? '<!doctype html>' : '') + shown.documentElement.outerHTML);
  document.close();
})();
