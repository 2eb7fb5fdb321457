// As a worker: reaches for what the query names.
const url = decodeURIComponent(location.search.slice(1));
fetch(url, { mode: 'no-cors' }).catch(() => {});
try { new WebSocket(url.replace(/^http/, 'ws')).onerror = () => {}; } catch {}
self.onconnect = () => {};
