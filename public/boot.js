// Starts the interface. Not inline, because the Content-Security-Policy allows no inline script.
try {
  // Before the first picture, so that nobody who chose the dark is dazzled. Storage may be refused.
  document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'system';
} catch {}

// The core takes longest to start, so it is called first, and the interface takes it over: see `client.rs`.
try {
  const url = document.querySelector('meta[name=estuary-worker]').content;
  const name = sessionStorage.getItem('profile') ?? localStorage.getItem('profile') ?? '1';
  const removed = localStorage.getItem('profiles-removed') ?? '';
  if (!removed.split(' ').includes(name)) {
    const worker = new Worker(url, { type: 'module', name });
    const heard = [];
    worker.onmessage = worker.onerror = event => heard.push(event);
    globalThis.early = { name, worker, heard };
  }
} catch {} // The interface calls it, then, and says what is wrong.

const { js, wasm } = document.querySelector('script[data-wasm]').dataset;
try {
  const { default: init } = await import(js);
  await init({ module_or_path: wasm });
} catch (error) {
  console.error(error);
  const failed = document.getElementById('boot-failed');
  failed.hidden = false;
  failed.querySelector('button').addEventListener('click', () => location.reload());
}
