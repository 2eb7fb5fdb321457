// A text that all write at once. What is typed is collected for as long as the messenger wants updates to be apart, and
// told when the page is left. Whoever reads along keeps the place they were at.
import { Sequence } from './sequence.js';

const { webxdc } = window;
const field = document.getElementById('text');
const title = document.getElementById('title');
// Another one for each start: the same person may write on two devices.
const text = new Sequence(crypto.randomUUID().slice(0, 8));
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

field.addEventListener('input', () => {
  unsent.push(...text.edit(field.value));
  timer ??= setTimeout(tell, webxdc.sendUpdateInterval);
});
addEventListener('pagehide', tell);
document.addEventListener('visibilitychange', () => { if (document.hidden) tell(); });
title.addEventListener('change', () => {
  webxdc.sendUpdate({ payload: { title: title.value }, document: title.value, info: `${webxdc.selfName} named the text “${title.value}”` }, '');
});

// What was shown before the updates that are being read.
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
    before = null;
  }
}, 0);
field.disabled = title.disabled = false;
