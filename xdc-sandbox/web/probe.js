// Measures what this browser enforces. The only rule against connections on this page is `Connection-Allowlist`, and
// the only place it tries to reach is the messenger's own server. Calls are not tried: the rule covers them, and
// Chromium ends a page that makes one against it.
'use strict';

(async () => {
  const { messenger } = self.SETTINGS;
  const requests = await fetch(`${messenger}/healthz`, { mode: 'no-cors', cache: 'no-store' }).then(() => false, () => true);
  parent.postMessage({ probe: { worker: 'serviceWorker' in navigator, requests } }, messenger);
})();
