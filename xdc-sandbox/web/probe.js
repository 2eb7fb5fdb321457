// Measures what this browser enforces. The only rule against connections on this page is `Connection-Allowlist`, and
// the only place it tries to reach is the messenger's own server.
'use strict';

(async () => {
  const messenger = self.SETTINGS.messenger;
  const requests = await fetch(`${messenger}/healthz`, { mode: 'no-cors', cache: 'no-store' }).then(() => false, () => true);
  // Without servers nothing leaves the machine; a browser that blocks WebRTC here does not even look for addresses.
  const calls = await gathersNothing().catch(() => true);
  parent.postMessage({ probe: { worker: 'serviceWorker' in navigator, requests, calls } }, messenger);
})();

async function gathersNothing() {
  if (typeof RTCPeerConnection === 'undefined') return true;
  const connection = new RTCPeerConnection();
  try {
    connection.createDataChannel('');
    let found = 0;
    const complete = new Promise((done) => {
      connection.onicecandidate = ({ candidate }) => (candidate?.candidate ? found++ : done());
      setTimeout(done, 2000);
    });
    await connection.setLocalDescription();
    await complete;
    return found === 0;
  } finally {
    connection.close();
  }
}
