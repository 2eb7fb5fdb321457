// Calls the core, which takes longest to start, before styles and interface are there: it waits for nothing. The interface takes
// it over, see `client.rs`.
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
