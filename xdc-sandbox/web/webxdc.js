// `window.webxdc` (webxdc specification 1.3). The service worker answers every request for a `webxdc.js` with this
// function, called with the values of the instance; they are therefore there at once. All else goes through one
// `MessagePort` to the messenger's page:
//
//   to it    {send: json} {listen: round, after: serial} {chat: id, text, file: {name, bytes}} {leave: url}
//            {import: id, accept: [kind], multiple} {join: true} with a port for the realtime channel, {part: true}
//   from it  {updates: [{serial, json}], max, round} {caughtUp: round} {answer: id, error, files: [{name, type, bytes}]}
'use strict';

function webxdc(values, guard, realtime) {
  if ('webxdc' in window) return; // the host put it before the page already
  const leaving = Symbol.for('estuary.leave');

  // A page inside a page of the app: one app has one connection.
  try {
    const outer = window.parent !== window.top && window.parent.webxdc;
    if (outer) {
      guard((url) => outer[leaving](url));
      window.webxdc = outer;
      return;
    }
  } catch { /* not the app's own page around this one */ }

  const { port1: messenger, port2 } = new MessageChannel();
  window.top.postMessage({ webxdc: 'connect' }, values.messenger, [port2]);
  const leave = (url) => messenger.postMessage({ leave: url });
  guard(leave);

  // A listener is a round: the next one replaces it, and whatever was on its way to it is dropped.
  let round = 0;
  let callback = () => {};
  let waiting = [];
  const answers = new Map();
  let asked = 0;

  const keys = ['payload', 'info', 'href', 'document', 'summary', 'notify'];
  const deliver = ({ updates, max, round: of }) => {
    for (const { serial, json } of updates) {
      if (of !== round) return;
      const sent = JSON.parse(json);
      const update = { serial, max_serial: max };
      for (const key of keys) if (Object.hasOwn(sent, key)) update[key] = sent[key];
      // A mistake of the app in one update is no reason to withhold the next.
      try { callback(update); } catch (error) { reportError(error); }
    }
  };
  messenger.onmessage = ({ data }) => {
    if (data.updates) deliver(data);
    if (data.caughtUp === round) for (const done of waiting.splice(0)) done();
    if (data.answer !== undefined) {
      const { resolve, reject } = answers.get(data.answer) ?? {};
      answers.delete(data.answer);
      if (data.error) reject?.(new Error(data.error));
      else resolve?.(data);
    }
  };
  const ask = (what, question, transfer) => new Promise((resolve, reject) => {
    answers.set(++asked, { resolve, reject });
    messenger.postMessage({ ...question, [what]: asked }, transfer);
  });

  // Whether it is a Blob, of whatever realm.
  const blobSize = Object.getOwnPropertyDescriptor(Blob.prototype, 'size').get;
  const isBlob = (value) => { try { blobSize.call(value); return true; } catch { return false; } };

  const bytesOf = async (file) => {
    const given = ['blob', 'base64', 'plainText'].filter((kind) => kind in file);
    if (typeof file.name !== 'string' || !file.name) throw new Error('The file has no name.');
    if (given.length !== 1) throw new Error('A file is one of: blob, base64, plainText.');
    if (isBlob(file.blob)) return new Response(file.blob).arrayBuffer();
    if (typeof file.plainText === 'string') return new TextEncoder().encode(file.plainText).buffer;
    if (typeof file.base64 === 'string') return Uint8Array.from(atob(file.base64), (char) => char.charCodeAt(0)).buffer;
    throw new Error('The content of the file is of another type than its key says.');
  };

  const api = {
    selfAddr: values.selfAddr,
    selfName: values.selfName,
    sendUpdateInterval: values.sendUpdateInterval,
    sendUpdateMaxSize: values.sendUpdateMaxSize,
    isAppSender: values.isAppSender,
    isBroadcast: values.isBroadcast,

    sendUpdate(update) {
      // At once: the app may change the object afterwards. Half a surrogate pair is in no text a mail can carry.
      const json = JSON.stringify(update, (_, value) => (typeof value === 'string' ? value.toWellFormed?.() ?? value : value));
      if (!json?.startsWith('{') || ['undefined', 'function', 'symbol'].includes(typeof update.payload)) {
        console.error('sendUpdate: an update is an object with a payload.');
      } else if (new TextEncoder().encode(json).length > values.sendUpdateMaxSize) {
        console.error(`sendUpdate: an update has at most ${values.sendUpdateMaxSize} bytes.`);
      } else {
        messenger.postMessage({ send: json });
      }
    },

    setUpdateListener(listener, serial = 0) {
      callback = listener;
      round += 1;
      messenger.postMessage({ listen: round, after: Math.max(0, Math.trunc(Number(serial)) || 0) });
      return new Promise((done) => waiting.push(done));
    },

    getAllUpdates() {
      console.warn('getAllUpdates is gone since 2022: use setUpdateListener.');
      return Promise.resolve([]);
    },

    async sendToChat(message) {
      const { text, file } = message ?? {};
      if (!file && !text) throw new Error('There is nothing to send: give a text, a file, or both.');
      const bytes = file ? await bytesOf(file) : null;
      await ask('chat', { text: text ? String(text) : '', file: file ? { name: file.name, bytes } : null }, bytes ? [bytes] : []);
    },

    // The messenger asks: it has the files of the chat beside those of the device. Whoever chooses none gives none.
    async importFiles(filter) {
      const { extensions = [], mimeTypes = [], multiple = false } = filter ?? {};
      const accept = [...extensions, ...mimeTypes].map(String);
      const { files } = await ask('import', { accept, multiple: Boolean(multiple) });
      return files.map(({ name, type, bytes }) => new File([bytes], name, { type }));
    },
  };
  if (values.realtime) {
    api.joinRealtimeChannel = realtime((port) => messenger.postMessage({ join: true }, [port]), () => messenger.postMessage({ part: true }));
  }
  Object.defineProperty(api, leaving, { value: leave });
  window.webxdc = api;
}

if (typeof module !== 'undefined') module.exports = { webxdc };
