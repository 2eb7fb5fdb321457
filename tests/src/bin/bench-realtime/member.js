// One end of a measurement. A payload begins with what it is: 0 asks for the same back, 1 is that; 2 is one of many, the
// second byte says of which round; 3 tells how many of a round came; 4 asks for that.
const ACKNOWLEDGED_EVERY = 16;
let channel, answered, heard, counted = { round: -1, count: 0 }, told = { round: -1, count: 0 };

function tell() {
  const data = new DataView(new ArrayBuffer(6));
  data.setUint8(0, 3);
  data.setUint8(1, counted.round);
  data.setUint32(2, counted.count);
  channel.send(new Uint8Array(data.buffer));
}

function hear(data) {
  if (data[0] === 0) {
    const back = data.slice();
    back[0] = 1;
    channel.send(back);
  } else if (data[0] === 1) {
    answered?.();
  } else if (data[0] === 2) {
    if (counted.round !== data[1]) counted = { round: data[1], count: 0 };
    if (++counted.count % ACKNOWLEDGED_EVERY === 0) tell();
  } else if (data[0] === 4) {
    if (counted.round === data[1]) tell();
  } else if (data[0] === 3 && data[1] === told.round) {
    // Of the round before some may come late.
    told.count = new DataView(data.buffer).getUint32(2);
    heard?.();
  }
}

const within = (milliseconds, hold) => new Promise((done) => {
  const timer = setTimeout(done, milliseconds, false);
  hold(() => { clearTimeout(timer); done(true); });
});

const payload = (first, second, size) => {
  const data = new Uint8Array(Math.max(size, 2));
  data.set([first, second]);
  return data;
};

function join() {
  channel = webxdc.joinRealtimeChannel();
  channel.setListener(hear);
}

// Milliseconds until somebody answers.
async function meet() {
  const begin = performance.now();
  for (;;) {
    channel.send(payload(0, 0, 16));
    if (await within(10, (done) => { answered = done; })) return performance.now() - begin;
    if (performance.now() - begin > 60_000) throw new Error('Nobody answers');
  }
}

// Milliseconds of each way there and back; what is lost is left out. With a pause before each, and as much more at random.
async function ping(size, count, pause, more) {
  const times = [];
  for (let n = 0; n < count; n++) {
    if (pause) await within(pause + Math.random() * more, () => {});
    const begin = performance.now();
    channel.send(payload(0, n % 256, size));
    if (await within(2_000, (done) => { answered = done; })) times.push(performance.now() - begin);
  }
  return times;
}

// Messages a second, and how many of them came.
async function burst(round, size, count, ahead) {
  told = { round, count: 0 };
  const begin = performance.now();
  let lost = 0;
  for (let sent = 0; sent < count; sent++) {
    while (sent - told.count - lost >= ahead) {
      if (!await within(1_000, (done) => { heard = done; })) lost = sent - told.count;
    }
    channel.send(payload(2, round, size));
  }
  for (let tries = 0; told.count + lost < count && tries < 20; tries++) {
    channel.send(payload(4, round, 2));
    await within(250, (done) => { heard = done; });
  }
  return [told.count / (performance.now() - begin) * 1_000, told.count];
}
