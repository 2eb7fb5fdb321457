// Every way out we know of, each by itself. `vector`: the page stays; `leaving`: it may be gone afterwards. Each must
// arrive where there is no policy, except those marked `silent`, in all browsers or in one: there the browser itself sends
// nothing, as the mark says. None may arrive where there is one, except those marked `leaves`: no host can stop them.
'use strict';

const VECTORS = new Map();
const vector = (name, attempt) => VECTORS.set(name, attempt);
const leaving = vector;
const pages = (script) => `<script>${script}<\/script>`;
const reach = (url) => `fetch(${JSON.stringify(url)},{mode:'no-cors'}).catch(()=>{});new Image().src=${JSON.stringify(url)};`;
const loaded = (element) => new Promise((done) => { element.onload = element.onerror = done; });

async function call(make, t, servers) {
  const connection = new make({ iceServers: servers });
  connection.createDataChannel('x');
  await connection.setLocalDescription(await connection.createOffer());
  await new Promise((done) => setTimeout(done, 1500));
  connection.close();
}
const stun = (t) => [{ urls: `stun:${t.host}:${t.udp}` }, { urls: `stun:127.0.0.1:${t.udp}` }];
const turn = (t, transport) => [{ urls: `turn:127.0.0.1:${t.udp}?transport=${transport}`, username: t.name, credential: 'x' }];

// Requests by script.
vector('fetch', (t) => fetch(t.url, { mode: 'no-cors' }));
vector('fetch-ip', (t) => fetch(t.ip, { mode: 'no-cors' }));
vector('fetch-post', (t) => fetch(t.url, { method: 'POST', body: 'x', mode: 'no-cors' }));
vector('fetch-keepalive', (t) => fetch(t.url, { method: 'POST', body: 'x', mode: 'no-cors', keepalive: true }));
vector('fetch-later', async (t) => { fetchLater(t.https, { activateAfter: 0, mode: 'no-cors' }); }); // silent in Firefox: it has no such thing
vector('xhr', (t) => new Promise((done) => { const x = new XMLHttpRequest(); x.open('GET', t.url); x.onloadend = done; x.send(); }));
vector('xhr-sync', async (t) => { const x = new XMLHttpRequest(); x.open('GET', t.url, false); x.send(); });
vector('beacon', async (t) => { navigator.sendBeacon(t.url, 'x'); });
vector('event-source', async (t) => { const s = new EventSource(t.url); s.onerror = () => s.close(); });
vector('websocket', async (t) => { new WebSocket(t.ws).onerror = () => {}; });
vector('websocket-stream', (t) => new WebSocketStream(t.ws).opened); // silent in Firefox: it has no such thing
vector('web-transport', (t) => new WebTransport(`https://${t.host}:${t.udp}/`).ready);
vector('cache-add', async (t) => (await caches.open('x')).add(new Request(t.url, { mode: 'no-cors' })));
vector('background-fetch', async (t) => (await navigator.serviceWorker.ready).backgroundFetch.fetch('x', [t.url])); // silent: it wants a service worker of the page, and a person's consent
vector('dynamic-import', (t) => import(t.url));
vector('import-map', async (t) => { t.add(`<script type="importmap">{"imports":{"evil":"${t.url}"}}<\/script>`); await import('evil'); }); // silent in Firefox: a map comes too late once a module was loaded
vector('json-module', (t) => import(t.url, { with: { type: 'json' } }));
vector('wasm-streaming', (t) => WebAssembly.compileStreaming(fetch(t.url, { mode: 'no-cors' })));
vector('font-face', (t) => new FontFace('x', `url(${t.url})`).load());
vector('audio-worklet', (t) => new OfflineAudioContext(1, 1, 44100).audioWorklet.addModule(t.url));
vector('paint-worklet', (t) => CSS.paintWorklet.addModule(t.url)); // silent in Firefox: it has no such thing
vector('media-source-fetch', async (t) => { const a = new Audio(t.url); a.play().catch(() => {}); await loaded(a); });
vector('image-object', (t) => { const i = new Image(); i.src = t.url; return loaded(i); });
vector('media-session', async (t) => { navigator.mediaSession.metadata = new MediaMetadata({ title: 'x', artwork: [{ src: t.url }] }); }); // silent in Chromium: without a screen nobody shows the picture

// Requests by markup and style.
vector('img', (t) => loaded(t.add(`<img src="${t.url}">`)));
vector('img-srcset', (t) => loaded(t.add(`<img srcset="${t.url} 1x">`)));
vector('picture', async (t) => { t.add(`<picture><source srcset="${t.url}"><img></picture>`); });
vector('input-image', (t) => loaded(t.add(`<input type="image" src="${t.url}">`)));
vector('script', (t) => loaded(t.add(`<script src="${t.url}"><\/script>`)));
vector('script-module', (t) => loaded(t.add(`<script type="module" src="${t.url}"><\/script>`)));
vector('stylesheet', (t) => loaded(t.add(`<link rel="stylesheet" href="${t.url}">`)));
vector('css-import', async (t) => { t.add(`<style>@import url(${t.url});</style>`); });
vector('css-background', async (t) => { t.add(`<div style="width:9px;height:9px;background:url(${t.url})"></div>`); });
vector('css-image-set', async (t) => { t.add(`<div style="width:9px;height:9px;background:image-set('${t.url}' 1x)"></div>`); });
vector('css-cursor', async (t) => { t.add(`<div style="width:9px;height:9px;cursor:url(${t.url}),auto;list-style:url(${t.url})">x</div>`); });
vector('css-font', async (t) => { t.add(`<style>@font-face{font-family:e;src:url(${t.url})}</style><p style="font-family:e">x</p>`); });
vector('css-mask', async (t) => { t.add(`<div style="width:9px;height:9px;background:red;mask-image:url(${t.url})"></div>`); });
vector('css-filter', async (t) => { t.add(`<div style="width:9px;height:9px;filter:url(${t.url}#f);clip-path:url(${t.url}#c)">x</div>`); }); // silent in Firefox: from another origin it is never loaded
vector('video', (t) => loaded(t.add(`<video src="${t.url}" preload="auto"></video>`)));
vector('video-poster', async (t) => { t.add(`<video poster="${t.url}"></video>`); });
vector('video-track', async (t) => { t.add(`<video crossorigin src="data:video/mp4,"><track default src="${t.url}"></video>`).textTracks[0].mode = 'showing'; });
vector('object', (t) => loaded(t.add(`<object data="${t.url}"></object>`)));
vector('embed', (t) => loaded(t.add(`<embed src="${t.url}">`)));
vector('svg-image', async (t) => { t.add(`<svg><image href="${t.url}" width="9" height="9"/></svg>`); });
vector('svg-use', async (t) => { t.add(`<svg><use href="${t.url}#x"/></svg>`); }); // silent: from another origin it is never loaded
vector('svg-fe-image', async (t) => { t.add(`<svg width="9" height="9"><filter id="fe"><feImage href="${t.url}"/></filter><rect width="9" height="9" filter="url(#fe)"/></svg>`); });
vector('svg-foreign', async (t) => { t.add(`<svg><foreignObject width="9" height="9"><img src="${t.url}"></foreignObject></svg>`); });
vector('manifest', async (t) => { t.add(`<link rel="manifest" href="${t.url}">`); }); // silent: without a screen nobody can install
vector('icon', async (t) => { document.head.append(t.add(`<link rel="icon" href="${t.url}">`)); }); // silent: without a screen nobody shows it
vector('xslt', async (t) => { const frame = t.add('<iframe></iframe>'); frame.src = URL.createObjectURL(new Blob([`<?xml-stylesheet type="text/css" href="${t.url}"?><a/>`], { type: 'text/xml' })); await loaded(frame); });

// Hints.
vector('dns-prefetch', async (t) => { document.head.append(t.add(`<link rel="dns-prefetch" href="//${t.host}">`)); });
vector('dns-prefetch-meta', async (t) => { document.head.append(t.add('<meta http-equiv="x-dns-prefetch-control" content="on">'), t.add(`<link rel="dns-prefetch" href="//${t.host}">`), t.add(`<a href="${t.url}">x</a>`)); });
vector('dns-prefetch-srcdoc', async (t) => { t.add('<iframe></iframe>').srcdoc = `<meta http-equiv="x-dns-prefetch-control" content="on"><link rel="dns-prefetch" href="//${t.host}"><a href="${t.url}">x</a>`; }); // leaves Firefox: a frame of markup may switch looking up names ahead back on
vector('preconnect', async (t) => { document.head.append(t.add(`<link rel="preconnect" href="http://${t.host}:${t.http}">`)); }); // leaves Firefox: the name is looked up before the policy is asked
vector('prefetch', async (t) => { document.head.append(t.add(`<link rel="prefetch" href="${t.url}">`)); });
vector('preload', async (t) => { document.head.append(t.add(`<link rel="preload" as="fetch" crossorigin href="${t.url}">`)); });
vector('preload-image', async (t) => { document.head.append(t.add(`<link rel="preload" as="image" href="${t.url}">`)); });
vector('module-preload', async (t) => { document.head.append(t.add(`<link rel="modulepreload" href="${t.url}">`)); });
vector('speculation-prefetch', async (t) => { document.head.append(t.add(`<script type="speculationrules">{"prefetch":[{"source":"list","urls":["${t.https}"],"eagerness":"immediate"}]}<\/script>`)); }); // silent: in a frame nothing is loaded ahead
vector('speculation-prerender', async (t) => { document.head.append(t.add(`<script type="speculationrules">{"prerender":[{"source":"list","urls":["${t.https}"],"eagerness":"immediate"}]}<\/script>`)); }); // silent: in a frame nothing is loaded ahead

// Other realms: frames and workers, with and without the policy of a response of their own.
vector('worker', async (t) => { new Worker(`tell.js?${encodeURIComponent(t.url)}`); });
vector('worker-blob', async (t) => { new Worker(URL.createObjectURL(new Blob([`fetch("${t.url}",{mode:"no-cors"})`]))); });
vector('worker-data', async (t) => { new Worker(`data:text/javascript,${encodeURIComponent(`fetch("${t.url}",{mode:"no-cors"})`)}`); });
vector('worker-import-scripts', async (t) => { new Worker(URL.createObjectURL(new Blob([`importScripts("${t.url}")`]))); });
vector('worker-websocket', async (t) => { new Worker(URL.createObjectURL(new Blob([`new WebSocket("${t.ws}")`]))); });
vector('worker-remote', async (t) => { new Worker(t.url); }); // silent: a worker is of its own origin
vector('shared-worker', async (t) => { new SharedWorker(`tell.js?${encodeURIComponent(t.url)}`).port.start(); });
vector('shared-worker-blob', async (t) => { new SharedWorker(URL.createObjectURL(new Blob([`fetch("${t.url}",{mode:"no-cors"})`]))).port.start(); });
vector('own-service-worker', (t) => navigator.serviceWorker.register(`own-worker.js?to=${encodeURIComponent(t.url)}`, { scope: '/sub/' }));
vector('frame', (t) => loaded(t.add(`<iframe src="${t.url}"></iframe>`)));
vector('frame-srcdoc', async (t) => { t.add('<iframe></iframe>').srcdoc = pages(reach(t.url)); });
vector('frame-srcdoc-sandboxed', async (t) => { t.add('<iframe sandbox="allow-scripts"></iframe>').srcdoc = pages(reach(t.url)); });
vector('frame-blob', async (t) => { t.add('<iframe></iframe>').src = URL.createObjectURL(new Blob([pages(reach(t.url))], { type: 'text/html' })); });
vector('frame-data', async (t) => { t.add('<iframe></iframe>').src = `data:text/html,${encodeURIComponent(pages(reach(t.url)))}`; });
vector('frame-blank', async (t) => { t.add('<iframe></iframe>').contentWindow.eval(reach(t.url)); });
vector('frame-javascript', async (t) => { t.add('<iframe></iframe>').src = `javascript:${reach(t.url)};void 0`; });
vector('frame-of-missing-file', async (t) => { const frame = t.add('<iframe src="/missing"></iframe>'); await loaded(frame); frame.contentWindow.eval(reach(t.url)); });
vector('frame-of-webxdc-js', async (t) => { const frame = t.add('<iframe src="/webxdc.js"></iframe>'); await loaded(frame); frame.contentWindow.eval(reach(t.url)); });
vector('frame-of-own-page', async (t) => { const frame = t.add('<iframe src="/inner.html"></iframe>'); await loaded(frame); frame.contentWindow.eval(reach(t.url)); });
vector('frame-of-keeper', async (t) => { const frame = t.add('<iframe src="/__estuary__/keeper.html"></iframe>'); await loaded(frame); frame.contentWindow.eval(reach(t.url)); });
vector('frame-of-wrong-method', async (t) => { const frame = t.add('<iframe name="posted"></iframe>'); t.add('<form method="post" action="/x" target="posted"></form>').submit(); await loaded(frame); frame.contentWindow.eval(reach(t.url)); });
vector('frame-elsewhere', async (t) => { t.add('<iframe></iframe>').contentWindow.location = t.url; });
vector('fenced-frame', async (t) => { const f = document.createElement('fencedframe'); f.config = new FencedFrameConfig(t.url); document.body.append(f); }); // silent: it wants an enrolled origin

// Calls. The constructor from wherever one can be had.
vector('stun', (t) => call(RTCPeerConnection, t, stun(t)));
vector('stun-before-the-host', (t) => call(earlyRTC, t, stun(t)));
vector('stun-webkit', (t) => call(webkitRTCPeerConnection, t, stun(t))); // silent in Firefox: it has no such thing
vector('turn-udp', (t) => call(RTCPeerConnection, t, turn(t, 'udp')));
vector('turn-tcp', (t) => call(RTCPeerConnection, t, turn(t, 'tcp')));
vector('stun-blank-frame', (t) => call(t.add('<iframe></iframe>').contentWindow.RTCPeerConnection, t, stun(t)));
vector('stun-frames-index', (t) => { t.add('<iframe></iframe>'); return call(frames[frames.length - 1].RTCPeerConnection, t, stun(t)); }); // leaves Firefox: nothing there stops calls, and a fresh realm has the way to make them
vector('stun-inner-html', (t) => { const d = t.add('<div></div>'); d.innerHTML = '<iframe></iframe>'; return call(frames[frames.length - 1].RTCPeerConnection, t, stun(t)); }); // leaves Firefox: nothing there stops calls, and a fresh realm has the way to make them
vector('stun-srcdoc', async (t) => { t.add('<iframe></iframe>').srcdoc = pages(`${call};(${call})(RTCPeerConnection,0,${JSON.stringify(stun(t))})`); }); // leaves Firefox: nothing there stops calls, and a fresh realm has the way to make them
vector('stun-srcdoc-sandboxed', async (t) => { t.add('<iframe sandbox="allow-scripts"></iframe>').srcdoc = pages(`(${call})(RTCPeerConnection,0,${JSON.stringify(stun(t))})`); }); // leaves Firefox: nothing there stops calls, and a fresh realm has the way to make them
vector('stun-missing-file', async (t) => { const frame = t.add('<iframe src="/missing"></iframe>'); await loaded(frame); await call(frame.contentWindow.frameElement.ownerDocument.defaultView.frames[frames.length - 1].RTCPeerConnection, t, stun(t)); });
vector('ice-candidate', async (t) => { // silent in Firefox: it tries no candidate on loopback that it was given
  const [a, b] = [frames, frames].map(() => new (t.add('<iframe></iframe>'), frames[frames.length - 1].RTCPeerConnection)());
  a.createDataChannel('x');
  await a.setLocalDescription(await a.createOffer());
  await b.setRemoteDescription(a.localDescription);
  await b.setLocalDescription(await b.createAnswer());
  const mid = /a=mid:(\S+)/.exec(a.localDescription.sdp)[1];
  await a.setRemoteDescription(b.localDescription);
  await a.addIceCandidate({ candidate: `candidate:1 1 udp 2122260223 127.0.0.1 ${t.udp} typ host`, sdpMid: mid });
  await new Promise((done) => setTimeout(done, 1500));
});

// What browsers offer to advertisers, shops and logins.
vector('ping', async (t) => { const a = t.add(`<a href="#x" ping="${t.url}">x</a>`); a.click(); }); // silent in Firefox: it is switched off
vector('payment', (t) => new PaymentRequest([{ supportedMethods: t.https }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }).canMakePayment()); // silent in Firefox: it has no such thing
vector('fedcm', (t) => navigator.credentials.get({ identity: { providers: [{ configURL: t.https, clientId: 'x' }] } })); // silent in Firefox: it has no such thing
vector('attribution', async (t) => { t.add(`<img attributionsrc="${t.url}">`); }); // silent: it wants an enrolled origin
vector('shared-storage', (t) => sharedStorage.worklet.addModule(t.url)); // silent: it wants an enrolled origin
vector('interest-group', (t) => navigator.joinAdInterestGroup({ owner: `https://${t.host}`, name: 'x', lifetimeMs: 9e6 })); // silent: it wants an enrolled origin
vector('csp-report', async (t) => { document.head.append(t.add(`<meta http-equiv="Content-Security-Policy" content="img-src 'none'; report-uri ${t.url}">`)); t.add('<img src="x.png">'); }); // silent: a policy in the page reports nowhere
vector('notification', async (t) => { if (await Notification.requestPermission() === 'granted') new Notification('x', { icon: t.url }); }); // silent: nobody grants it
vector('push', async () => (await navigator.serviceWorker.ready).pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: new Uint8Array(65) })); // silent: it wants a push service, and a person's consent

// Going elsewhere.
leaving('location', async (t) => { location = t.url; });
leaving('location-replace', async (t) => { location.replace(t.url); });
leaving('meta-refresh', async (t) => { document.head.append(t.add(`<meta http-equiv="refresh" content="0;url=${t.url}">`)); });
leaving('anchor', async (t) => { t.add(`<a href="${t.url}">x</a>`).click(); });
leaving('anchor-download', async (t) => { t.add(`<a href="${t.url}" download>x</a>`).click(); });
leaving('anchor-blank', async (t) => { t.add(`<a href="${t.url}" target="_blank">x</a>`).click(); });
leaving('anchor-top', async (t) => { t.add(`<a href="${t.url}" target="_top">x</a>`).click(); });
leaving('anchor-shadow', async (t) => { const root = t.add('<div></div>').attachShadow({ mode: 'closed' }); root.innerHTML = `<a href="${t.url}">x</a>`; root.addEventListener('click', (e) => e.stopImmediatePropagation()); root.firstChild.click(); });
leaving('anchor-svg', async (t) => { t.add(`<svg><a href="${t.url}"><text y="9">x</text></a></svg>`).firstChild.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })); });
leaving('form-get', async (t) => { t.add(`<form action="${t.url}"><input name="x" value="y"></form>`).submit(); });
leaving('form-post', async (t) => { t.add(`<form method="post" action="${t.url}"><input name="x" value="y"></form>`).submit(); });
leaving('form-blank', async (t) => { t.add(`<form action="${t.url}" target="_blank"><input name="x" value="y"></form>`).submit(); });
leaving('base', async (t) => { document.head.append(t.add(`<base href="http://${t.host}:${t.http}/">`)); t.add('<img src="base">'); t.add('<a href="base">x</a>').click(); });
leaving('window-open', async (t) => { window.open(t.url); });
leaving('window-open-fresh', async (t) => { t.add('<iframe></iframe>'); frames[frames.length - 1].open(t.url); });
leaving('window-open-noopener', async (t) => { t.add('<iframe></iframe>'); frames[frames.length - 1].open(t.url, '_blank', 'noopener'); });
leaving('top-location', async (t) => { top.location = t.url; });
leaving('parent-location', async (t) => { parent.location.replace(t.url); });
leaving('navigation-api', async (t) => { navigation.navigate(t.url); });
leaving('javascript-frame', async (t) => { t.add('<iframe></iframe>').src = `javascript:parent.location="${t.url}"`; });
leaving('protocol-handler', async (t) => { location = `mailto:x@${t.host}`; }); // silent: it leads to another program, and there is none
leaving('after-unregistering', async (t) => { for (const r of await navigator.serviceWorker.getRegistrations()) await r.unregister(); sessionStorage.next = t.url; location.reload(); });
leaving('navigation-preload', async (t) => { const r = await navigator.serviceWorker.ready; await r.navigationPreload.enable(); location = t.url; }); // silent: there is no service worker to load ahead of
