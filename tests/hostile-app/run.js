// Tries the vectors `config.js` names, one after another, and says so when it is through.
'use strict';

const pause = (time) => new Promise((done) => setTimeout(done, time));

// What a vector may use: a host of its own below the attacker's domain, and ports of its own.
function target(name) {
  const { domain, http, ports } = CONFIG;
  const host = `${name}.${domain}`;
  const url = `http://${host}:${http}/${name}`;
  return { name, host, http, url, ws: `ws://${host}:${http}/${name}`, https: `https://${host}:${http}/${name}`, ip: `http://127.0.0.1:${http}/${name}`, udp: ports[name], add };
}

// Puts markup into the page; scripts in it run.
function add(html) {
  const range = document.createRange();
  range.selectNode(document.body ?? document.documentElement);
  const part = range.createContextualFragment(html);
  const first = part.firstElementChild;
  document.body.append(part);
  return first;
}

async function run() {
  // The first of them may be the last thing this page does.
  window.webxdc?.sendUpdate({ payload: CONFIG.run[0] }, '');
  await pause(200);
  for (const name of CONFIG.run) {
    try {
      await Promise.race([VECTORS.get(name)(target(name)), pause(CONFIG.time)]);
    } catch { /* refused is what it should be */ }
  }
  await pause(CONFIG.time);
  document.documentElement.dataset.done = 'yes';
  window.webxdc?.sendUpdate({ payload: 'done' }, '');
}

// With the gesture of a person where the host waits for one.
addEventListener('load', () => {
  // What the page before left to be done.
  if (sessionStorage.next) fetch(sessionStorage.next, { mode: 'no-cors' }).catch(() => {});
  sessionStorage.removeItem('next');
  if (CONFIG.gesture) document.getElementById('go').addEventListener('click', run);
  else run();
});
