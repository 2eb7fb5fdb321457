// Measures, as probe.js does, where apps are on opaque origins.
'use strict';

fetch(`${self.SETTINGS.messenger}/healthz`, { mode: 'no-cors', cache: 'no-store' })
  .then(() => false, () => true)
  .then((requests) => parent.postMessage({ probe: { worker: true, requests } }, self.SETTINGS.messenger));
