// The keeper: a hidden page on the app's origin, open as long as the app. It installs the service worker, and carries
// the worker's questions to the messenger's page, which alone has the archive. The worker itself keeps nothing, so the
// browser may end and restart it at any time.
'use strict';

(async () => {
  const { port1: messenger, port2 } = new MessageChannel();
  const container = navigator.serviceWorker;
  try {
    container.addEventListener('message', ({ data, ports }) => messenger.postMessage(data, ports));
    await container.register('/__estuary__/worker.js', { scope: '/', updateViaCache: 'none' });
    const { active } = await container.ready;
    if (active.state !== 'activated') {
      await new Promise((done) => active.addEventListener('statechange', () => active.state === 'activated' && done()));
    }
    parent.postMessage({ keeper: 'ready' }, self.SETTINGS.messenger, [port2]);
  } catch (error) {
    parent.postMessage({ keeper: 'refused', reason: String(error) }, self.SETTINGS.messenger);
  }
})();
