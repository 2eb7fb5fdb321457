// Two play, all others watch. A match goes over realtime; its result is kept as an update.
import { EDGES, REACH, ballAt } from './ball.js';
import { Game, isOver } from './game.js';

const { webxdc } = window;
const field = document.getElementById('field');
const score = document.getElementById('score');
const play = document.getElementById('play');
const last = document.getElementById('last');
const pen = field.getContext('2d');
const game = new Game(crypto.randomUUID(), webxdc.selfName.slice(0, 100));
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
const held = new Set();
let told = 0;

const channel = webxdc.joinRealtimeChannel?.();
if (!channel) {
  score.textContent = 'This game needs realtime. It is switched off, or this messenger has none.';
  play.disabled = true;
}
const now = () => performance.timeOrigin + performance.now();
function say(more) {
  told = now();
  channel?.send(encoder.encode(JSON.stringify({ ...game.standing, ...more })));
}

channel?.setListener((data) => {
  let said;
  try {
    said = JSON.parse(decoder.decode(data));
  } catch {
    return; // Somebody's app says something else.
  }
  const answer = game.hear(said, now());
  if (answer) say(answer);
});

play.addEventListener('click', () => {
  game.wants = !game.wants;
  say({});
  field.focus();
});

function move(to) {
  const paddle = Math.min(1 - REACH, Math.max(REACH, to));
  if (paddle !== game.paddle) game.paddle = paddle;
}
field.addEventListener('pointermove', (event) => {
  const { top, height } = field.getBoundingClientRect();
  move((event.clientY - top) / height);
});
const KEYS = { ArrowUp: -1, ArrowDown: 1, w: -1, s: 1 };
addEventListener('keydown', (event) => {
  if (!KEYS[event.key]) return;
  held.add(event.key);
  event.preventDefault();
});
addEventListener('keyup', (event) => held.delete(event.key));
addEventListener('blur', () => held.clear());

// Runs on while the app is not looked at, so that the other one can go on.
let paddleTold = game.paddle;
if (channel) {
  setInterval(() => {
    for (const key of held) move(game.paddle + KEYS[key] * 0.035);
    const { said, ended } = game.tick(now());
    if (said) say(said);
    else if (game.paddle !== paddleTold || now() - told > 250) say({});
    paddleTold = game.paddle;
    if (ended) webxdc.sendUpdate({ payload: { ended }, info: ended, summary: ended }, '');
    show();
  }, 30);
}

function show() {
  const { rally } = game;
  const names = rally?.players.map((by) => game.nameOf(by));
  const text = !rally ? (game.wants ? 'Waiting for somebody to play with …' : 'Two can play.')
    : `${names[0]} ${rally.score[0]} : ${rally.score[1]} ${names[1]}${isOver(rally) ? ' – over' : ''}`;
  if (score.textContent !== text) score.textContent = text;
  const on = game.isOn(now());
  play.hidden = on && game.side >= 0;
  play.textContent = game.wants ? 'Stop waiting' : 'Play';
  document.documentElement.dataset.rally = rally?.number ?? 0;
}

function draw() {
  requestAnimationFrame(draw);
  const { width, height } = field;
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = pen.strokeStyle = getComputedStyle(field).color;
  pen.setLineDash([12, 12]);
  pen.beginPath();
  pen.moveTo(width / 2, 0);
  pen.lineTo(width / 2, height);
  pen.stroke();
  const players = game.rally?.players ?? [];
  EDGES.forEach((edge, side) => {
    const at = players[side] ? game.paddleOf(players[side]) : 0.5;
    pen.fillRect(edge * width - (side ? 0 : 10), (at - REACH) * height, 10, 2 * REACH * height);
  });
  const time = game.side < 0 ? undefined : game.time(now());
  if (time !== undefined && game.isOn(now())) {
    const { x, y } = ballAt(game.rally, time);
    pen.beginPath();
    pen.arc(x * width, y * height, 10, 0, 7);
    pen.fill();
  }
}
draw();

await webxdc.setUpdateListener(({ payload }) => {
  if (typeof payload?.ended === 'string') last.textContent = `Last match: ${payload.ended}`;
}, 0);
