// What is tried. Each throws if it does not work.

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

const event = (target, name) => new Promise((done, fail) => {
  target.addEventListener(name, done, { once: true });
  target.addEventListener('error', () => fail(new Error(`no ${name}`)), { once: true });
});

// An answer of a worker to 20, which is 42 where everything works.
async function answer(worker) {
  const port = worker.port ?? worker;
  const answered = event(port, 'message');
  port.start?.();
  port.postMessage(20);
  expect((await answered).data === 42, 'another answer');
}

export const checks = {
  async 'secure context'() {
    expect(isSecureContext && crypto.randomUUID().length === 36, 'not secure');
    await crypto.subtle.digest('SHA-256', new Uint8Array(1));
  },

  'storage by property'() {
    localStorage.torture = Number(localStorage.torture ?? 0) + 1;
    expect(localStorage.getItem('torture') === String(localStorage.torture), 'property and item differ');
    localStorage['with space'] = 'ä🙂';
    expect(Object.keys(localStorage).includes('with space') && 'with space' in localStorage, 'not enumerable');
    delete localStorage['with space'];
    expect(localStorage['with space'] === undefined, 'not deleted');
    sessionStorage.torture = 'here';
    expect(sessionStorage.length > 0, 'no session storage');
  },

  async 'database'() {
    const open = indexedDB.open('torture', 1);
    open.addEventListener('upgradeneeded', () => open.result.createObjectStore('rows', { autoIncrement: true }));
    await event(open, 'success');
    const write = open.result.transaction('rows', 'readwrite');
    write.objectStore('rows').add({ blob: new Blob(['x']), date: new Date(), bytes: new Uint8Array(1000) });
    await event(write, 'complete');
    const count = open.result.transaction('rows').objectStore('rows').count();
    await event(count, 'success');
    expect(count.result > 0, 'nothing was stored');
    open.result.close();
  },

  async 'cache'() {
    const cache = await caches.open('torture');
    await cache.add('/torture.css');
    await cache.put('/made-up', new Response('made up'));
    expect((await (await cache.match('/torture.css')).text()).startsWith(':root'), 'another file');
    expect(await (await caches.match('/made-up')).text() === 'made up', 'another answer');
  },

  async 'wasm while it loads'() {
    const { instance } = await WebAssembly.instantiateStreaming(fetch('/sum.wasm'));
    expect(instance.exports.sum(40, 2) === 42, 'another sum');
  },

  async 'part of a file'() {
    const part = await fetch('tone.wav', { headers: { range: 'bytes=8-11' } });
    expect(part.status === 206 && await part.text() === 'WAVE', `${part.status}`);
  },

  async 'audio that is sought'() {
    const audio = new Audio('tone.wav');
    audio.preload = 'auto';
    const ready = event(audio, 'canplaythrough');
    audio.load();
    await ready;
    expect(Math.abs(audio.duration - 30) < 0.1, `${audio.duration} s`);
    const sought = event(audio, 'seeked');
    audio.currentTime = 29;
    await sought;
    expect(Math.abs(audio.currentTime - 29) < 0.1, `at ${audio.currentTime}`);
  },

  async 'twenty megabytes'() {
    const bytes = await (await fetch('noise.bin')).arrayBuffer();
    expect(bytes.byteLength === 20 * 1024 * 1024, `${bytes.byteLength} bytes`);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const text = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(text === (await (await fetch('noise.sha256')).text()).trim(), 'other bytes');
  },

  async 'many at once'() {
    const all = await Promise.all([...Array(300).keys()].map((n) => fetch(`tone.wav?${n}`, { headers: { range: `bytes=${n}-${n}` } })));
    expect(all.every(({ status }) => status === 206), 'not all came');
  },

  'worker': () => answer(new Worker('worker.js')),
  'worker of modules': () => answer(new Worker('./module-worker.js', { type: 'module' })),
  'shared worker': () => ('SharedWorker' in self ? answer(new SharedWorker('shared-worker.js')) : null),
  'worker of a blob'() {
    const source = new Blob(['onmessage = ({ data }) => postMessage(data + 22)'], { type: 'text/javascript' });
    return answer(new Worker(URL.createObjectURL(source)));
  },

  async 'module by name at run time'() {
    const { sum } = await import(`./${'lazy'}.js`);
    expect(sum(40, 2) === 42, 'another sum');
  },

  async 'page inside the page'() {
    const frame = document.createElement('iframe');
    frame.src = 'pages/second.html?inside#here';
    frame.hidden = true;
    document.body.append(frame);
    await event(frame, 'load');
    const inner = frame.contentWindow;
    expect(inner.location.search + inner.location.hash === '?inside#here', 'the URL changed');
    expect(inner.webxdc?.selfAddr === window.webxdc.selfAddr, 'no interface inside');
    frame.remove();
  },

  async 'routes after a hash'() {
    const before = location.hash;
    const there = event(window, 'hashchange');
    location.hash = `#/notes/${crypto.randomUUID()}`;
    await there;
    const back = event(window, 'hashchange');
    // Not by `history.back()`: apps side by side share one history, and each would undo what the other did.
    location.hash = before;
    await back;
    expect(location.hash === before, 'not back');
    history.replaceState({ page: 1 }, '', `?page=1${before}`);
    expect(history.state.page === 1 && location.search === '?page=1', 'no state');
    history.replaceState(null, '', `/index.html${before}`);
  },

  async 'pictures and styles of all kinds'() {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>';
    for (const src of [`data:image/svg+xml,${encodeURIComponent(svg)}`, URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))]) {
      const image = new Image();
      image.src = src;
      await image.decode();
    }
    const style = document.head.appendChild(document.createElement('style'));
    style.textContent = '#left { opacity: .999 }';
    expect(getComputedStyle(document.getElementById('left')).opacity === '0.999', 'no inline style');
    expect(eval('40 + 2') === 42, 'no eval');
  },

  async 'canvas, sound, and what games use'() {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d').fillRect(0, 0, 1, 1);
    await new Promise((done) => canvas.toBlob(done));
    await new OfflineAudioContext(1, 100, 8000).startRendering();
    navigator.getGamepads();
    expect('requestFullscreen' in document.body && 'requestPointerLock' in document.body, 'something is missing');
  },

  'names of files'() {
    return Promise.all(['odd names/ä ü & co.txt', 'odd%20names/%C3%A4%20%C3%BC%20%26%20co.txt'].map(async (name) => {
      expect((await (await fetch(`/${name}`)).text()).trim() === 'found', name);
    }));
  },
};
