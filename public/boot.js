// Starts the interface. Not inline, because the Content-Security-Policy allows no inline script.
try {
  // Before the first picture, so that nobody who chose the dark is dazzled. Storage may be refused.
  document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'system';
} catch {}

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
