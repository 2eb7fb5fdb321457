const test = require('node:test');
const assert = require('node:assert');
const { realtime } = require('../web/realtime.js');

// An app's end, and the messenger's of the last join.
function start() {
  const host = { joins: 0, left: 0, got: [], port: null };
  const join = realtime((port) => {
    host.joins += 1;
    host.port = port;
    host.heard = new Promise((done) => { port.onmessage = ({ data }) => { host.got.push(data); done(); }; });
  }, () => { host.left += 1; });
  last = host;
  return { join, host };
}
let last;
test.afterEach(() => last?.port?.close());

test('nothing happens before an app joins, and it joins once at a time', () => {
  const { join, host } = start();
  assert.equal(host.joins, 0);
  const channel = join();
  assert.throws(join, Error);
  channel.leave();
  channel.leave();
  assert.equal(host.left, 1);
  for (const dead of [() => channel.send(new Uint8Array(1)), () => channel.setListener(() => {})]) assert.throws(dead, Error);
  join().leave();
  assert.deepEqual([host.joins, host.left], [2, 2]);
});

test('bytes leave as they were, and only bytes', async () => {
  const { join, host } = start();
  const { send } = join();
  for (const bad of [undefined, null, 'x', [1], new Uint16Array(1), new ArrayBuffer(1), {}]) assert.throws(() => send(bad), TypeError);
  assert.throws(() => send(new Uint8Array(128001)), RangeError);
  const outer = new Uint8Array([0, 1, 2, 3]);
  const part = outer.subarray(1, 3);
  send(part);
  outer.fill(9);
  await host.heard;
  assert.deepEqual(host.got, [new Uint8Array([1, 2])]);
});

test('the last listener hears, until the app leaves', async () => {
  const { join, host } = start();
  const channel = join();
  const heard = [];
  const say = (byte) => host.port.postMessage(new Uint8Array([byte]));
  channel.setListener(() => heard.push('replaced'));
  await new Promise((done) => {
    channel.setListener((data) => { heard.push([...data]); done(); });
    say(1);
  });
  say(2);
  channel.leave();
  await new Promise((done) => setTimeout(done, 20));
  assert.deepEqual(heard, [[1]]);
});
