// Runs before anything else in every page of an app. It catches what leads elsewhere, so that a person can be asked, and
// takes away what browsers without `Connection-Allowlist` let through. The latter raises the bar and proves nothing:
// whoever makes a fresh realm has everything back. The policy is what holds.
'use strict';

function guard(leave) {
  const calls = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection'];
  // Deleted, not frozen: an app may bring a replacement of its own.
  const quiet = (realm) => { try { for (const name of calls) delete realm[name]; } catch { /* another origin's */ } };
  quiet(window);
  for (const { prototype } of [HTMLIFrameElement, HTMLFrameElement, HTMLObjectElement]) {
    for (const name of ['contentWindow', 'contentDocument']) {
      const property = Object.getOwnPropertyDescriptor(prototype, name);
      const read = function () {
        const found = property.get.call(this);
        quiet(found?.defaultView ?? found);
        return found;
      };
      Object.defineProperty(prototype, name, { ...property, get: read });
    }
  }
  // Cookies would be shared with the apps of sibling origins wherever the domain is not on the Public Suffix List.
  Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {}, configurable: true });

  // The URL if it leads out of the app, else null.
  const outside = (text) => {
    try {
      const url = new URL(text, document.baseURI);
      const inside = url.origin === location.origin || /^(blob|data|javascript|about):$/.test(url.protocol);
      return inside ? null : url.href;
    } catch {
      return null;
    }
  };
  // After the app's own handlers: a link it handles itself is its own affair.
  const clicked = (event) => {
    const link = event.composedPath().find((node) => node instanceof Element && node.matches('a, area'));
    const href = link?.href?.baseVal ?? link?.href;
    if (!href || event.defaultPrevented || event.button > 1) return;
    const url = outside(href);
    if (url) leave(url);
    else if (link.target === '_blank' && !/^javascript:/i.test(href)) location.assign(href);
    else return;
    event.preventDefault();
  };
  addEventListener('click', clicked);
  addEventListener('auxclick', clicked);
  // What script does; and clicks that never reached the window.
  window.navigation?.addEventListener('navigate', (event) => {
    const url = event.cancelable && outside(event.destination.url);
    if (!url) return;
    event.preventDefault();
    leave(url);
  });
  window.open = (text) => {
    const url = outside(text);
    if (url) leave(url);
    else if (text) location.assign(text);
    return null;
  };
}

if (typeof module !== 'undefined') module.exports = { guard };
