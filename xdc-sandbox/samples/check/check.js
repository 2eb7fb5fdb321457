// Asks everybody who has it open once a second, and shows how long their answers take.
import { Peers } from './peers.js';

const { webxdc } = window;
const LARGE = 128_000;
const state = document.getElementById('state');
const table = document.getElementById('peers');
const large = document.getElementById('large');
const peers = new Peers();
const by = crypto.randomUUID();
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const channel = webxdc.joinRealtimeChannel?.();
if (!channel) {
  state.textContent = 'This app needs realtime. It is switched off, or this messenger has none.';
  large.disabled = true;
}
const tell = (said) => channel?.send(encoder.encode(JSON.stringify(said)));

function ask(padding) {
  const id = crypto.randomUUID();
  peers.ask(id, performance.now());
  const said = { ask: id, by, padding: '' };
  const empty = JSON.stringify(said).length;
  tell({ ...said, padding: ' '.repeat(Math.max(0, padding - empty)) });
}

const milliseconds = (value) => (value === undefined ? '–' : `${value.toFixed(value < 10 ? 1 : 0)} ms`);

function show() {
  table.replaceChildren(...peers.rows().map(({ name, last, half, most, lost, largest }) => {
    const row = document.createElement('tr');
    const cells = [name, milliseconds(last), milliseconds(half), milliseconds(most), `${Math.round(lost * 100)} %`, `${largest.toLocaleString('en')} B`];
    row.append(...cells.map((text) => Object.assign(document.createElement('td'), { textContent: text })));
    row.firstChild.dir = 'auto';
    return row;
  }));
  const count = table.children.length;
  if (count) state.textContent = count === 1 ? 'One answers.' : `${count} answer.`;
}

channel?.setListener((data) => {
  let said;
  try {
    said = JSON.parse(decoder.decode(data));
  } catch {
    return; // Somebody's app says something else.
  }
  if (typeof said?.ask === 'string' && said.ask.length <= 64) {
    tell({ answer: said.ask, to: said.by, by, name: webxdc.selfName.slice(0, 100), size: data.length });
  } else if (said?.to === by && peers.answer(said.by, said.name, said.answer, said.size, performance.now())) {
    show();
  }
});

large.addEventListener('click', () => ask(LARGE));
if (channel) setInterval(ask, 1_000, 0);
