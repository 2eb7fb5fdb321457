// A text that all write at once. What is typed is collected for as long as the messenger wants updates to be apart, and
// told when the page is left. Whoever reads along keeps the place they were at. Who has it open at the same time sees by
// realtime what the others type as they type it, and where they are; the same changes come once more as updates.
import { Cursors } from './cursors.js';
import { Sequence } from './sequence.js';

const { webxdc } = window;
const field = document.getElementById('text');
const title = document.getElementById('title');
// Another one for each start: the same person may write on two devices.
const text = new Sequence(crypto.randomUUID().slice(0, 8));
const by = crypto.randomUUID();
const cursors = new Cursors();
const sheet = document.getElementById('cursors');
const there = document.getElementById('there');
const channel = webxdc.joinRealtimeChannel?.();
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
// What a channel takes at once, in bytes.
const LARGEST = 128_000;
let unsent = [];
let timer = null;

function tell() {
  clearTimeout(timer);
  timer = null;
  if (!unsent.length) return;
  const words = text.text.split(/\s+/).filter(Boolean).length;
  webxdc.sendUpdate({ payload: { changes: unsent }, summary: `${words} words` }, '');
  unsent = [];
}

// To those who have it open now. Where the own caret is always goes along.
function live(more) {
  const at = letters(field.selectionEnd);
  const after = at ? text.shown[at - 1]?.id ?? null : null;
  const data = encoder.encode(JSON.stringify({ by, name: webxdc.selfName.slice(0, 100), after, ...more }));
  if (data.length <= LARGEST) channel?.send(data);
}

field.addEventListener('input', () => {
  const changes = text.edit(field.value);
  unsent.push(...changes);
  live({ changes });
  draw();
  timer ??= setTimeout(tell, webxdc.sendUpdateInterval);
});
addEventListener('pagehide', tell);
document.addEventListener('visibilitychange', () => { if (document.hidden) tell(); });
title.addEventListener('change', () => {
  webxdc.sendUpdate({ payload: { title: title.value }, document: title.value, info: `${webxdc.selfName} named the text “${title.value}”` }, '');
});

field.addEventListener('selectionchange', () => live({}));
field.addEventListener('scroll', () => { sheet.scrollTop = field.scrollTop; });

// The others' carets, among the same letters.
function draw() {
  const [shown, now] = [text.shown, Date.now()];
  const parts = [];
  let done = 0;
  const upTo = (at) => {
    parts.push(shown.slice(done, at).map(({ letter }) => letter).join(''));
    done = at;
  };
  for (const { name, color, at } of cursors.among(shown, now)) {
    upTo(at);
    const cursor = document.createElement('span');
    cursor.className = 'cursor';
    cursor.dataset.name = name;
    cursor.style.setProperty('--color', color);
    parts.push(cursor);
  }
  upTo(shown.length);
  sheet.replaceChildren(...parts);
  sheet.scrollTop = field.scrollTop;
  const names = cursors.names(now);
  there.textContent = names.length ? `Writing along: ${names.join(', ')}` : '';
}

channel?.setListener((data) => {
  let said;
  try {
    said = JSON.parse(decoder.decode(data));
  } catch {
    return; // Somebody's app says something else.
  }
  const count = cursors.people.size;
  if (!cursors.hear(said, Date.now())) return;
  // Who comes is told at once who was here before.
  if (cursors.people.size > count) live({});
  if (Array.isArray(said.changes)) {
    before ??= text.shown;
    for (const change of said.changes) text.apply(change);
    show();
    before = null;
  }
  draw();
});

// What was shown before the changes that are being read.
let before = null;

// The caret stays behind the character it was behind.
function show() {
  const shown = text.shown;
  const place = (offset) => {
    const left = before?.[offset - 1];
    const at = left ? shown.indexOf(left) : -1;
    return offset && at < 0 ? Math.min(offset, shown.length) : at + 1;
  };
  const [start, end] = [place(letters(field.selectionStart)), place(letters(field.selectionEnd))];
  const value = shown.map(({ letter }) => letter);
  if (field.value !== value.join('')) {
    field.value = value.join('');
    field.setSelectionRange(value.slice(0, start).join('').length, value.slice(0, end).join('').length);
  }
}

// The field counts in UTF-16, the text in characters.
const letters = (offset) => [...field.value.slice(0, offset)].length;

await webxdc.setUpdateListener(({ payload, serial, max_serial }) => {
  before ??= text.shown;
  for (const change of payload.changes ?? []) text.apply(change);
  if (payload.title !== undefined) title.value = payload.title;
  if (serial === max_serial) {
    show();
    draw();
    before = null;
  }
}, 0);
field.disabled = title.disabled = false;
if (channel) {
  live({});
  setInterval(() => { live({}); draw(); }, 5_000);
}
