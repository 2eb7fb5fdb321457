// `joinRealtimeChannel` (webxdc specification, realtime channels). Each join makes a port of its own, which the
// messenger hands to its realtime worker; what the app says there passes no page.
'use strict';

function realtime(joined, left) {
  const LARGEST = 128000;
  // Of whatever realm; `instanceof` knows only this one's.
  const kindOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
  let current = null;

  return () => {
    if (current) throw new Error('The realtime channel is joined already: leave it first.');
    const { port1: port, port2 } = new MessageChannel();
    let callback = null;
    current = port;
    port.onmessage = ({ data }) => {
      if (current !== port || !callback) return;
      try { callback(data); } catch (error) { reportError(error); }
    };
    joined(port2);
    const check = () => { if (current !== port) throw new Error('The realtime channel was left.'); };
    return {
      setListener(listener) {
        check();
        callback = listener;
      },
      send(data) {
        check();
        if (kindOf.call(data) !== 'Uint8Array') throw new TypeError('What is sent in realtime is a Uint8Array.');
        if (data.length > LARGEST) throw new RangeError(`At most ${LARGEST} bytes can be sent at once in realtime.`);
        const copy = new Uint8Array(data);
        port.postMessage(copy, [copy.buffer]);
      },
      leave() {
        if (current !== port) return;
        current = null;
        port.close();
        left();
      },
    };
  };
}

if (typeof module !== 'undefined') module.exports = { realtime };
