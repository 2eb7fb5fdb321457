// Starts the interface. Not inline, because the Content-Security-Policy allows no inline script.
import './start.js';

const root = document.documentElement;
const { js, wasm } = document.querySelector('script[data-wasm]').dataset;

// The chats as they were seen last, until the interface shows them: see `snapshot.rs`. It is a picture: nothing in it can be
// pressed or is read out, and it does not outlive a start that hangs.
function show(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  const snapshot = template.content.firstElementChild;
  const { release, style, accent } = snapshot.dataset;
  if (release !== wasm) return;
  Object.assign(root, { lang: snapshot.lang, dir: snapshot.dir });
  root.style.cssText = style;
  if (accent) root.dataset.accent = accent;
  for (const element of snapshot.querySelectorAll('[data-style]')) element.style.cssText = element.dataset.style;
  snapshot.inert = true;
  document.body.append(snapshot);
  // The interface will ask for its texts when it is there.
  const texts = { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: `/texts-${snapshot.lang}.ftl` };
  document.head.append(Object.assign(document.createElement('link'), texts));
  setTimeout(() => snapshot.remove(), 5000);
}

try {
  // Before the first picture, so that nobody who chose the dark is dazzled. Storage may be refused.
  root.dataset.theme = localStorage.getItem('theme') ?? 'system';
  // A window with nothing but a mini app shows no chats.
  const snapshot = globalThis.early && localStorage.getItem(`snapshot-${early.name}`);
  if (snapshot && !window.name.startsWith('estuary-app-')) show(snapshot);
} catch {}

try {
  const { default: init } = await import(js);
  await init({ module_or_path: wasm });
} catch (error) {
  console.error(error);
  document.getElementById('snapshot')?.remove();
  const failed = document.getElementById('boot-failed');
  failed.hidden = false;
  failed.querySelector('button').addEventListener('click', () => location.reload());
}
