// Pixels. Who has the board open sees a paint at once, by realtime; an update keeps it for everybody else. Both may come, in
// any order and more than once: the picture is the same.
import { COLORS, Picture, SIDE } from './picture.js';

const { webxdc } = window;
const board = document.getElementById('board');
const colors = document.getElementById('colors');
const NAMES = ['erase', 'red', 'orange', 'yellow', 'green', 'blue', 'violet', 'black'];
// Another one for each start: the same person may paint on two devices.
const picture = new Picture(crypto.randomUUID());
const channel = webxdc.joinRealtimeChannel?.();
const encoder = new TextEncoder();
const decoder = new TextDecoder();
let chosen = 1;
let unsent = new Map();
let timer = null;

for (const [color, value] of COLORS.entries()) {
  const label = document.createElement('label');
  label.style.setProperty('--color', value ?? 'Canvas');
  label.title = NAMES[color];
  const input = Object.assign(document.createElement('input'), { type: 'radio', name: 'color', checked: color === chosen });
  input.setAttribute('aria-label', NAMES[color]);
  input.addEventListener('change', () => { chosen = color; });
  label.append(input);
  colors.append(label);
}

const cells = [];
for (let y = 0; y < SIDE; y += 1) {
  const row = document.createElement('div');
  row.setAttribute('role', 'row');
  for (let x = 0; x < SIDE; x += 1) {
    const cell = document.createElement('div');
    cell.setAttribute('role', 'gridcell');
    cell.tabIndex = x || y ? -1 : 0;
    cells.push(cell);
    row.append(cell);
  }
  board.append(row);
}

function show(cell) {
  const color = picture.color(cell);
  cells[cell].style.setProperty('--color', COLORS[color] ?? '');
  cells[cell].setAttribute('aria-label', `row ${Math.floor(cell / SIDE) + 1}, column ${(cell % SIDE) + 1}, ${color ? NAMES[color] : 'empty'}`);
}

// A stroke is one update: of each cell only its last paint.
function keep() {
  clearTimeout(timer);
  timer = null;
  if (!unsent.size) return;
  const painted = [...Array(SIDE * SIDE).keys()].filter((cell) => picture.color(cell)).length;
  webxdc.sendUpdate({ payload: { paints: [...unsent.values()] }, summary: `${painted} painted` }, '');
  unsent = new Map();
}

function paint(cell) {
  const told = picture.paint(cell, chosen);
  if (!told) return;
  show(cell);
  channel?.send(encoder.encode(JSON.stringify({ paints: [told] })));
  unsent.set(cell, told);
  timer ??= setTimeout(keep, webxdc.sendUpdateInterval);
}

function take(paints) {
  for (const one of Array.isArray(paints) ? paints : []) if (picture.apply(one)) show(one[0]);
}

channel?.setListener((data) => {
  try {
    take(JSON.parse(decoder.decode(data))?.paints);
  } catch {
    // Somebody's app says something else.
  }
});

board.addEventListener('pointerdown', (event) => {
  board.setPointerCapture(event.pointerId);
  stroke(event);
});
board.addEventListener('pointermove', (event) => { if (event.buttons) stroke(event); });
function stroke(event) {
  const cell = cells.indexOf(document.elementFromPoint(event.clientX, event.clientY));
  if (cell >= 0) paint(cell);
}

board.addEventListener('keydown', (event) => {
  const at = cells.indexOf(document.activeElement);
  const x = at % SIDE;
  const to = { ArrowLeft: x ? at - 1 : at, ArrowRight: x < SIDE - 1 ? at + 1 : at, ArrowUp: at - SIDE, ArrowDown: at + SIDE }[event.key];
  if (event.key === ' ' || event.key === 'Enter') paint(at);
  else if (cells[to]) {
    cells[at].tabIndex = -1;
    cells[to].tabIndex = 0;
    cells[to].focus();
  } else return;
  event.preventDefault();
});

addEventListener('pagehide', keep);
document.addEventListener('visibilitychange', () => { if (document.hidden) keep(); });
cells.forEach((_, cell) => show(cell));
await webxdc.setUpdateListener(({ payload }) => take(payload?.paints), 0);
