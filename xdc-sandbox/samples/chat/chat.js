// A chat of those who have it open now; nothing of it is kept. A realtime channel may lose what is sent, so a message is said
// three times and heard once.
import { Talk } from './talk.js';

const { webxdc } = window;
const form = document.getElementById('say');
const log = document.getElementById('said');
const here = document.getElementById('here');
const typing = document.getElementById('typing');
const talk = new Talk();
const by = crypto.randomUUID();
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const REPEATED = [0, 300, 1_000];
const MOST = 200;
let typed = 0;

const channel = webxdc.joinRealtimeChannel?.();
if (!channel) {
  here.textContent = 'This app needs realtime. It is switched off, or this messenger has none.';
  form.querySelector('button').disabled = true;
}
const tell = (more) => channel?.send(encoder.encode(JSON.stringify({ by, name: webxdc.selfName.slice(0, 100), ...more })));

function show({ name, text }) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  const row = document.createElement('li');
  const who = Object.assign(document.createElement('b'), { textContent: name });
  const what = Object.assign(document.createElement('span'), { textContent: text });
  who.dir = what.dir = 'auto';
  row.append(who, what);
  log.append(row);
  if (log.children.length > MOST) log.firstChild.remove();
  if (atEnd) row.scrollIntoView();
}

function look() {
  const [now, there] = [Date.now(), talk.here(Date.now())];
  if (channel) here.textContent = there.length ? `Here: ${there.join(', ')}` : 'Nobody else is here. What is said here is kept nowhere.';
  const writing = talk.typing(now);
  typing.textContent = writing.length ? `${writing.join(', ')} …` : '';
}

channel?.setListener((data) => {
  let said;
  try {
    said = JSON.parse(decoder.decode(data));
  } catch {
    return; // Somebody's app says something else.
  }
  const count = talk.people.size;
  const message = talk.hear(said, Date.now());
  // Who comes is told at once who was here before.
  if (talk.people.size > count) tell({});
  if (message) show(message);
  look();
});

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = form.elements.text.value.trim();
  if (!text) return;
  const said = { id: crypto.randomUUID(), text };
  for (const pause of REPEATED) setTimeout(tell, pause, said);
  show({ name: webxdc.selfName, text });
  form.reset();
  typed = 0;
});

form.addEventListener('input', () => {
  if (Date.now() - typed < 1_000) return;
  typed = Date.now();
  tell({ typing: true });
});

setInterval(() => tell({}), 5_000);
setInterval(look, 1_000);
addEventListener('pagehide', () => tell({ gone: true }));
tell({});
