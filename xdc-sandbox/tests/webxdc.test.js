const test = require('node:test');
const assert = require('node:assert');
const { webxdc } = require('../web/webxdc.js');

// A page as far as the interface uses one, and the messenger's end of its port.
function start(values = {}) {
  const page = { top: null, parent: null, errors: [], logged: [] };
  const host = { got: [], port: null, next: null };
  page.top = page.parent = {
    postMessage(message, origin, [port]) {
      assert.deepEqual([message, origin], [{ webxdc: 'connect' }, 'http://m']);
      host.port = port;
      port.onmessage = ({ data }) => { host.got.push(data); host.next?.(data); };
    },
  };
  Object.assign(globalThis, { window: page, reportError: (error) => page.errors.push(error) });
  console.error = (text) => page.logged.push(text);
  console.warn = (text) => page.logged.push(text);
  webxdc({ messenger: 'http://m', selfAddr: 'a', selfName: 'n', sendUpdateInterval: 1000, sendUpdateMaxSize: 100, isAppSender: true, isBroadcast: false, ...values }, () => {});
  host.received = () => new Promise((done) => { host.next = done; });
  host.send = (message) => { host.port.postMessage(message); return new Promise((done) => setTimeout(done, 20)); };
  last = host;
  return { page, host, api: page.webxdc };
}
let last;
// An open port would keep the tests from ending.
test.afterEach(() => last?.port.close());
const row = (serial, payload, more = {}) => ({ serial, json: JSON.stringify({ payload, ...more }) });


test('values are there at once, and realtime only where it is', () => {
  const name = '"</script>\u2028🙂‏';
  const { api } = start({ selfName: name });
  assert.equal(api.selfName, name);
  assert.deepEqual([api.selfAddr, api.sendUpdateInterval, api.sendUpdateMaxSize, api.isAppSender, api.isBroadcast], ['a', 1000, 100, true, false]);
  assert.equal(api.joinRealtimeChannel, undefined);
  assert.equal('joinRealtimeChannel' in api, false);
});

test('an update is what it was when it was sent', async () => {
  const { api, host } = start();
  const update = { payload: { n: 1 }, serial: 9 };
  const sent = host.received();
  assert.equal(api.sendUpdate(update, ''), undefined);
  update.payload.n = 2;
  assert.equal(JSON.parse((await sent).send).payload.n, 1);
});

test('what is no update is refused, and what JSON refuses is thrown', async () => {
  const { api, host, page } = start();
  for (const bad of [undefined, null, 1, 'x', [], {}, { payload: undefined }, { payload() {} }, { payload: 'x'.repeat(101) }]) {
    try { api.sendUpdate(bad); } catch (error) { assert.ok(error instanceof TypeError); }
  }
  const circle = {};
  circle.payload = circle;
  assert.throws(() => api.sendUpdate(circle), TypeError);
  assert.throws(() => api.sendUpdate({ payload: 1n }), TypeError);
  const sent = host.received();
  for (const good of [null, false, 0, '']) api.sendUpdate({ payload: good });
  api.sendUpdate({ payload: '\ud800' });
  await sent;
  await new Promise((done) => setTimeout(done, 20));
  assert.deepEqual(host.got.map(({ send }) => JSON.parse(send).payload), [null, false, 0, '', '\ufffd']);
  assert.ok(page.logged.length >= 8);
});

test('a listener hears all in order, and its promise waits for them', async () => {
  const { api, host, page } = start();
  const heard = [];
  const ready = api.setUpdateListener((update) => { heard.push(update); if (update.serial === 2) throw new Error('app'); }, '1');
  let resolved = false;
  ready.then(() => { resolved = true; });
  await host.send({ updates: [row(2, 'a', { info: 'i', uid: 'u', serial: 7, other: 1 }), row(5, null)], max: 5, round: 1 });
  assert.deepEqual(host.got, [{ listen: 1, after: 1 }]);
  assert.equal(resolved, false);
  await host.send({ caughtUp: 1 });
  assert.equal(resolved, true);
  assert.deepEqual(heard, [{ serial: 2, max_serial: 5, payload: 'a', info: 'i' }, { serial: 5, max_serial: 5, payload: null }]);
  assert.equal(page.errors.length, 1);
});

test('a second listener replaces the first, even from inside it, and both promises resolve', async () => {
  const { api, host } = start();
  const heard = [];
  let second;
  const first = api.setUpdateListener(({ serial }) => {
    heard.push(`first ${serial}`);
    second ??= api.setUpdateListener((update) => heard.push(`second ${update.serial}`), 0);
  });
  await host.send({ updates: [row(1, 1), row(2, 2)], max: 2, round: 1 });
  await host.send({ caughtUp: 1 });
  await host.send({ updates: [row(1, 1), row(2, 2)], max: 2, round: 2 });
  await host.send({ caughtUp: 2 });
  await Promise.all([first, second]);
  assert.deepEqual(heard, ['first 1', 'second 1', 'second 2']);
});

test('files to a chat are checked by type, not by truth', async () => {
  const { api, host } = start();
  const bad = [
    undefined, {}, { text: '' }, { file: {} }, { file: { name: '', plainText: 'x' } }, { file: { name: 'a' } },
    { file: { name: 'a', plainText: 'x', base64: 'eA==' } }, { file: { name: 'a', blob: 'x' } },
    { file: { name: 'a', plainText: 1 } }, { file: { name: 'a', base64: '%' } },
  ];
  for (const message of bad) await assert.rejects(api.sendToChat(message), undefined, JSON.stringify(message));
  const text = (bytes) => Buffer.from(bytes).toString();
  for (const [file, content] of [
    [{ name: 'a', plainText: 'ä' }, 'ä'], [{ name: 'a', base64: 'eA==' }, 'x'], [{ name: 'a', blob: new Blob(['b']) }, 'b'],
    [{ name: 'a', plainText: '' }, ''], [{ name: 'a', blob: new Blob([]) }, ''],
  ]) {
    const asked = host.received();
    const sent = api.sendToChat({ file, text: 't' });
    const question = await asked;
    assert.deepEqual([question.text, question.file.name, text(question.file.bytes)], ['t', 'a', content]);
    host.port.postMessage({ answer: question.chat });
    await sent;
  }
  const asked = host.received();
  const refused = api.sendToChat({ text: 'only' });
  host.port.postMessage({ answer: (await asked).chat, error: 'No' });
  await assert.rejects(refused, /No/);
});

test('the old way to read updates gives none', async () => {
  const { api } = start();
  assert.deepEqual(await api.getAllUpdates(), []);
});

test('a second copy of the script changes nothing', () => {
  const { api, page } = start();
  webxdc({}, () => assert.fail());
  assert.equal(page.webxdc, api);
});

test('files a person chose arrive as files, and none where none was chosen', async () => {
  const { api, host } = start();
  let asked = host.received();
  const chosen = api.importFiles({ extensions: ['.ics'], mimeTypes: ['image/*'], multiple: true });
  const { import: number, accept, multiple } = await asked;
  assert.deepEqual([accept, multiple], [['.ics', 'image/*'], true]);
  await host.send({ answer: number, files: [{ name: 'a.ics', type: 'text/calendar', bytes: new Uint8Array([65]).buffer }] });
  const [file] = await chosen;
  assert.deepEqual([file instanceof File, file.name, file.type, await file.text()], [true, 'a.ics', 'text/calendar', 'A']);
  asked = host.received();
  const none = api.importFiles();
  const question = await asked;
  assert.deepEqual([question.accept, question.multiple], [[], false]);
  await host.send({ answer: question.import, files: [] });
  assert.deepEqual(await none, []);
});
