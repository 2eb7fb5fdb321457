// Lets the scripts of a page reach the files of their app, which no address leads to: requests are answered here, and
// elements get a `blob:` for what they are told to show. Workers from files and frames are missing.
'use strict';

function reach({ entryAt, read, urlOf, typeOf }) {
  const outside = window.fetch;
  window.fetch = async (input, options) => {
    const entry = entryAt(input instanceof Request ? input.url : String(input));
    if (entry === null) return outside(input, options);
    const bytes = await read(entry);
    return bytes ? new Response(bytes, { headers: { 'content-type': typeOf(entry) } }) : new Response('', { status: 404 });
  };

  const { open, send } = XMLHttpRequest.prototype;
  const asked = new WeakMap();
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    const entry = entryAt(url);
    if (entry === null) asked.delete(this);
    else asked.set(this, entry);
    // It has to be open to be given headers and a type; where to is known when the file is.
    return open.call(this, method, entry === null ? url : 'data:,', ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    const entry = asked.get(this);
    if (entry === undefined) return send.call(this, body);
    urlOf(entry).then((url) => {
      const { responseType } = this;
      open.call(this, 'GET', url ?? 'blob:missing');
      this.responseType = responseType;
      send.call(this);
    });
  };

  // A file that is not there is an error of the element, as it is everywhere.
  const give = (element, set, text) => {
    const entry = entryAt(text);
    if (entry === null) return set(text);
    return void urlOf(entry).then((url) => (url ? set(url) : element.dispatchEvent(new Event('error'))));
  };
  const showing = [
    [HTMLImageElement, 'src'], [HTMLMediaElement, 'src'], [HTMLSourceElement, 'src'], [HTMLTrackElement, 'src'],
    [HTMLScriptElement, 'src'], [HTMLLinkElement, 'href'], [HTMLInputElement, 'src'], [HTMLVideoElement, 'poster'],
  ];
  const { setAttribute } = Element.prototype;
  const shows = (element, name) => showing.some(([kind, attribute]) => attribute === name && element instanceof kind);
  for (const [{ prototype }, name] of showing) {
    const property = Object.getOwnPropertyDescriptor(prototype, name);
    Object.defineProperty(prototype, name, {
      ...property,
      set(text) { give(this, (url) => property.set.call(this, url), String(text)); },
    });
  }
  Element.prototype.setAttribute = function (name, text) {
    const set = (value) => setAttribute.call(this, name, value);
    return shows(this, String(name).toLowerCase()) ? give(this, set, String(text)) : set(text);
  };
  window.Audio = function (source) {
    const audio = document.createElement('audio');
    audio.preload = 'auto';
    if (source !== undefined) audio.src = source;
    return audio;
  };
  // What markup brings while the app runs.
  const brought = (element) => {
    for (const [kind, name] of showing) {
      const text = element instanceof kind && !(element instanceof HTMLScriptElement) && element.getAttribute(name);
      if (text && !text.startsWith('#') && entryAt(text) !== null) element.setAttribute(name, text);
    }
  };
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node instanceof Element) [node, ...node.querySelectorAll('[src], [href], [poster]')].forEach(brought);
      }
    }
  });
  watch.observe(document, { childList: true, subtree: true });
}
