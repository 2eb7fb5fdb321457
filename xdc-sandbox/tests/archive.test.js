const test = require('node:test');
const assert = require('node:assert');
const { typeOf, entryOf, rangeOf, withFirstScript } = require('../web/archive.js');

test('kinds of files are named as browsers need them, and PDF is not', () => {
  const kinds = {
    'a.html': 'text/html', 'a.js': 'text/javascript', 'a.mjs': 'text/javascript', 'a.css': 'text/css',
    'a.json': 'application/json', 'a.wasm': 'application/wasm', 'a.svg': 'image/svg+xml', 'a.png': 'image/png',
    'A.JPG': 'image/jpeg', 'a.webp': 'image/webp', 'a.mp3': 'audio/mpeg', 'a.ogg': 'audio/ogg', 'a.mp4': 'video/mp4',
    'a.woff2': 'font/woff2', 'a.txt': 'text/plain; charset=utf-8', 'a.pdf': 'application/octet-stream',
    'a.constructor': 'application/octet-stream', 'html': 'application/octet-stream', 'a.html/b': 'application/octet-stream',
  };
  for (const [path, type] of Object.entries(kinds)) assert.equal(typeOf(path), type, path);
});

test('a path names one entry, exactly', () => {
  const entries = {
    '/': 'index.html', '/index.html': 'index.html', '/a/b.js': 'a/b.js', '/a%20b.txt': 'a b.txt',
    '/%C3%A4.txt': 'ä.txt', '//evil/x': '/evil/x', '/a..b': 'a..b',
  };
  for (const [path, entry] of Object.entries(entries)) assert.equal(entryOf(path), entry, path);
  for (const path of ['/%ff', '/a%00', '/..%2fa', '/a/..%2fb', '/a%5cb', '/a\\b', '/./a']) assert.equal(entryOf(path), null, path);
});

test('one range is cut out', () => {
  assert.deepEqual(rangeOf('bytes=0-', 10), [0, 9]);
  assert.deepEqual(rangeOf('bytes=2-3', 10), [2, 3]);
  assert.deepEqual(rangeOf('bytes=2-99', 10), [2, 9]);
  assert.deepEqual(rangeOf('bytes=-4', 10), [6, 9]);
  assert.deepEqual(rangeOf('bytes=-99', 10), [0, 9]);
  for (const none of ['bytes=10-', 'bytes=5-4', 'bytes=-0', 'bytes=0-']) {
    assert.equal(rangeOf(none, none === 'bytes=0-' ? 0 : 10), false, none);
  }
  for (const all of [null, undefined, '', 'bytes=-', 'bytes=1-2,4-5', 'lines=1-2']) assert.equal(rangeOf(all, 10), null, all);
});

test('the first script comes after a doctype and before all else', () => {
  const put = (text) => Buffer.from(withFirstScript(Buffer.from(text, 'latin1'), '/x.js')).toString('latin1');
  const tag = '<script src="/x.js"></script>';
  assert.equal(put('<!doctype html><p>'), `<!doctype html>${tag}<p>`);
  assert.equal(put(' <!-- a > b -->\n<!DOCTYPE html PUBLIC "x">\n<p>'), ` <!-- a > b -->\n<!DOCTYPE html PUBLIC "x">${tag}\n<p>`);
  assert.equal(put('\xef\xbb\xbf<!doctype html>'), `\xef\xbb\xbf<!doctype html>${tag}`);
  assert.equal(put('<p>no doctype'), `${tag}<p>no doctype`);
  assert.equal(put(''), tag);
  assert.equal(put('\xff\xfe<\0'), '\xff\xfe<\0');
});
