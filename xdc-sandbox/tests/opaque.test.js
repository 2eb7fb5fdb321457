const test = require('node:test');
const assert = require('node:assert');
const { entryOf, typeOf } = require('../web/archive.js');
const { entryFrom, rewriter } = require('../web/opaque/rewrite.js');
const { storage, STORAGE_LIMIT } = require('../web/opaque/storage.js');

test('what leads into the archive is an entry, what leads elsewhere is none', () => {
  const from = (text) => entryFrom(text, 'a/page.html', entryOf);
  const entries = { 'x.js': 'a/x.js', './x.js?v=1#y': 'a/x.js', '../x.js': 'x.js', '/b/x.js': 'b/x.js', '../../../x.js': 'x.js' };
  for (const [text, entry] of Object.entries(entries)) assert.equal(from(text), entry, text);
  for (const text of ['https://evil.test/x.js', '//evil.test/x.js', 'data:,x', 'blob:x', 'javascript:x', 'http://[', '..%2fx']) {
    assert.equal(from(text), null, text);
  }
});

function archive(files) {
  const made = [];
  const read = async (entry) => (Object.hasOwn(files, entry) ? new TextEncoder().encode(files[entry]) : null);
  const blob = (content, type) => `blob:${made.push([typeof content === 'string' ? content : new TextDecoder().decode(content), type]) - 1}`;
  const { urlOf } = rewriter({ read, blob, entryOf, typeOf });
  return { made, urlOf };
}

test('style sheets and modules are made of what they name', async () => {
  const { made, urlOf } = archive({
    'a.css': '@import "b.css"; p { background: url( \'img/x.png\' ) url(missing.png) url(#part) url(data:,y) }',
    'b.css': 'q { src: url(img/x.png) }', 'img/x.png': 'png',
    'm.js': 'import x from "./n.js"; import("./n.js"); import "/n.js"; export * from \'bare\'; from "./gone.js"', 'n.js': 'export default 1',
  });
  assert.equal(await urlOf('a.css'), 'blob:2');
  assert.deepEqual(made[1], ['q { src: url("blob:0") }', 'text/css']);
  assert.equal(made[2][0], '@import "blob:1"; p { background: url("blob:0") url(missing.png) url(#part) url(data:,y) }');
  assert.equal(await urlOf('m.js'), 'blob:4');
  assert.equal(made[4][0], 'import x from "blob:3"; import("blob:3"); import "blob:3"; export * from \'bare\'; from "./gone.js"');
  assert.equal(await urlOf('missing.js'), null);
});

test('files that name each other in a circle come to an end', async () => {
  const { urlOf } = archive({ 'a.js': 'import "./b.js"', 'b.js': 'import "./a.js"', 'c.js': 'import "./b.js"; import "./c.js"' });
  const [a, b, c] = await Promise.all(['a.js', 'b.js', 'c.js'].map(urlOf));
  assert.ok(a && b && c);
});

test('hostile text takes no time to speak of', async () => {
  const { urlOf } = archive({ 'a.css': 'url( '.repeat(50_000), 'a.js': `${'import '.repeat(50_000)}${'from"./'.repeat(50_000)}import${' '.repeat(100_000)}` });
  assert.ok(await urlOf('a.css'));
  assert.ok(await urlOf('a.js'));
});

test('storage is used by method and by property', () => {
  let kept = null;
  const local = storage({ old: '1' }, (all) => { kept = all; });
  local.a = 2;
  local.setItem('getItem', 'x');
  assert.equal(local.old, '1');
  assert.equal(local.getItem('a'), '2');
  assert.equal(typeof local.getItem, 'function');
  assert.equal(local.getItem('getItem'), 'x');
  assert.deepEqual([local.length, local.key(1), local.key(9), local.none, local.getItem('none')], [3, 'a', null, undefined, null]);
  assert.deepEqual(Object.keys(local), ['old', 'a', 'getItem']);
  assert.equal(JSON.stringify(local), '{"old":"1","a":"2"}'); // the method hides the key, as everywhere
  delete local.old;
  assert.deepEqual(kept, { a: '2', getItem: 'x' });
  assert.ok('a' in local && !('old' in local));
  assert.throws(() => { local.big = 'x'.repeat(STORAGE_LIMIT); }, { name: 'QuotaExceededError' });
  local.clear();
  assert.deepEqual(kept, {});
  local.__proto__ = 'text';
  assert.equal(local.getItem('__proto__'), 'text');
});
