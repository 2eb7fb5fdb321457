// What the service worker needs to know about files: where in the archive a URL points, what kind of file that is, and
// which part of it was asked for.
'use strict';

// As browsers name them. PDF is missing on purpose: a viewer would run outside the app's policy.
const TYPES = {
  html: 'text/html', htm: 'text/html', xhtml: 'application/xhtml+xml', js: 'text/javascript', mjs: 'text/javascript',
  css: 'text/css', json: 'application/json', map: 'application/json', webmanifest: 'application/manifest+json',
  xml: 'application/xml', txt: 'text/plain; charset=utf-8', md: 'text/plain; charset=utf-8', csv: 'text/csv',
  vtt: 'text/vtt', wasm: 'application/wasm', svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg',
  jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif', bmp: 'image/bmp',
  ico: 'image/x-icon', mp3: 'audio/mpeg', m4a: 'audio/mp4', aac: 'audio/aac', ogg: 'audio/ogg', oga: 'audio/ogg',
  opus: 'audio/ogg', wav: 'audio/wav', flac: 'audio/flac', mid: 'audio/midi', mp4: 'video/mp4', m4v: 'video/mp4',
  webm: 'video/webm', ogv: 'video/ogg', mov: 'video/quicktime', woff: 'font/woff', woff2: 'font/woff2',
  ttf: 'font/ttf', otf: 'font/otf', glb: 'model/gltf-binary', gltf: 'model/gltf+json',
};

function typeOf(path) {
  const extension = /\.([^./]+)$/.exec(path)?.[1].toLowerCase();
  return (Object.hasOwn(TYPES, extension ?? '') && TYPES[extension]) || 'application/octet-stream';
}

// The entry a URL's path names, or null where it names none: exact bytes, no folders, no way up.
function entryOf(pathname) {
  let path;
  try {
    path = decodeURIComponent(pathname.slice(1));
  } catch {
    return null;
  }
  const odd = /[\\\0]/.test(path) || path.split('/').some((part) => part === '..' || part === '.');
  return odd ? null : path || 'index.html';
}

// The one range of a `Range` header (RFC 9110 section 14.1.2) as [first, last]; null: send all; false: there is none.
function rangeOf(header, length) {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!found || (!found[1] && !found[2])) return null;
  const [, first, last] = found;
  const start = first ? Number(first) : Math.max(0, length - Number(last));
  const end = first && last ? Math.min(Number(last), length - 1) : length - 1;
  return start < length && start <= end ? [start, end] : false;
}

// The page with a script before everything else in it, but after a doctype: without one first, browsers fall back to
// the layout of the nineties. What does not begin like a page of an ASCII-compatible encoding stays as it is.
function withFirstScript(bytes, source) {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (/^(\xfe\xff|\xff\xfe)/.test(head)) return bytes;
  const at = /^(?:\xef\xbb\xbf)?\s*(?:<\!--[^]*?-->\s*)*(?:<!doctype[^>]*>)?/i.exec(head)[0].length;
  const tag = new TextEncoder().encode(`<script src="${source}"><\/script>`);
  const page = new Uint8Array(bytes.length + tag.length);
  page.set(bytes.subarray(0, at));
  page.set(tag, at);
  page.set(bytes.subarray(at), at + tag.length);
  return page;
}

if (typeof module !== 'undefined') module.exports = { typeOf, entryOf, rangeOf, withFirstScript };
