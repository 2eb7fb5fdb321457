// What the realtime samples make of what others send, in whatever order, and however wrong.
import test from 'node:test';
import assert from 'node:assert';
import { numbers } from './numbers.mjs';
import { COLORS, Picture, SIDE } from '../samples/board/picture.js';
import { Talk } from '../samples/chat/talk.js';
import { Cursors } from '../samples/editor/cursors.js';
import { Sequence } from '../samples/editor/sequence.js';
import { Clock } from '../samples/pong/clock.js';
import { Game } from '../samples/pong/game.js';
import { Screen } from '../samples/terminal/screen.js';
import { Wire } from '../samples/terminal/wire.js';
import { arrival, ballAt, sideOf, thrownBack } from '../samples/pong/ball.js';
import { Peers, part } from '../samples/check/peers.js';

const NONSENSE = [null, undefined, 7, 'x', [], {}, [[]], { length: 1 }, [0, 0, 0], [-1, 1, 1, 'a'], [SIDE * SIDE, 1, 1, 'a'],
  [0, COLORS.length, 1, 'a'], [0, 1, Infinity, 'a'], [0, 1, 2 ** 52, 'a'], [0, 1, 1, 'a'.repeat(1000)], [0.5, 1, 1, 'a']];

test('any order of the same paints ends in the same picture', () => {
  const painters = ['a', 'b', 'c'].map((name) => new Picture(name));
  const paints = [];
  for (let n = 0; n < 200; n += 1) {
    const painter = painters[n % 3];
    const paint = painter.paint((n * 7) % 20, 1 + ((n * 5) % 7));
    if (paint) paints.push(paint);
    // Some are heard at once, some not before the end.
    if (paint && n % 4 === 0) painters[(n + 1) % 3].apply(paint);
  }
  const orders = [paints, [...paints].reverse(), [...paints, ...paints].sort((one, other) => (one[0] * 31) % 7 - (other[0] * 31) % 7)];
  const pictures = orders.map((order) => {
    const picture = new Picture('d');
    for (const paint of order) picture.apply(paint);
    return [...Array(SIDE * SIDE).keys()].map((cell) => picture.color(cell));
  });
  assert.deepEqual(pictures[1], pictures[0]);
  assert.deepEqual(pictures[2], pictures[0]);
  for (const painter of painters) {
    for (const paint of paints) painter.apply(paint);
    assert.deepEqual([...Array(SIDE * SIDE).keys()].map((cell) => painter.color(cell)), pictures[0]);
  }
});

test('what is no paint changes no picture and stops no clock', () => {
  const picture = new Picture('a');
  for (const paint of NONSENSE) assert.equal(picture.apply(paint), false);
  assert.deepEqual(picture.paint(0, 1), [0, 1, 1, 'a']);
});

test('a message that is said three times is heard once', () => {
  const talk = new Talk();
  const said = { by: 'b', name: 'Ben', id: '1', text: 'Ahoy' };
  assert.deepEqual(talk.hear(said, 0), { name: 'Ben', text: 'Ahoy' });
  assert.equal(talk.hear(said, 300), null);
  assert.equal(talk.hear({ ...said, id: '2', text: 'x'.repeat(1001) }, 0), null);
  for (const nonsense of NONSENSE) assert.equal(talk.hear(nonsense, 0), null);
});

test('people are here while they say so', () => {
  const talk = new Talk();
  talk.hear({ by: 'b', name: 'Ben', typing: true }, 1);
  assert.deepEqual([talk.here(1000), talk.typing(1000)], [['Ben'], ['Ben']]);
  assert.deepEqual([talk.here(5000), talk.typing(5000)], [['Ben'], []]);
  assert.deepEqual(talk.here(20_000), []);
  talk.hear({ by: 'b', name: 'Ben', gone: true }, 21_000);
  assert.deepEqual(talk.here(21_000), []);
  for (let n = 0; n < 1000; n += 1) talk.hear({ by: `${n}`, name: 'Many' }, 30_000);
  assert.ok(talk.people.size <= 200);
});

test('answers are measured once, and what never comes is lost', () => {
  const peers = new Peers();
  peers.ask('1', 0);
  peers.ask('2', 100);
  assert.ok(peers.answer('b', 'Ben', '2', 50, 140));
  assert.ok(!peers.answer('b', 'Ben', '2', 50, 150));
  assert.ok(!peers.answer('b', 'Ben', 'never asked', 50, 150));
  for (const nonsense of NONSENSE) assert.ok(!peers.answer(nonsense, nonsense, '2', nonsense, 150));
  peers.ask('3', 200);
  peers.ask('4', 10_000);
  const [row] = peers.rows();
  assert.deepEqual([row.name, row.last, row.largest], ['Ben', 40, 50]);
  assert.equal(row.lost, 1 / 3, 'of three, the first was asked before he came');
});

test('a part of all lies below', () => {
  assert.equal(part([3, 1, 2], 0.5), 2);
  assert.equal(part([], 0.5), undefined);
});

test('a cursor is behind the letter it was behind', () => {
  const [text, cursors] = [new Sequence('a'), new Cursors()];
  text.edit('ahoy');
  const after = text.shown[1].id;
  assert.ok(cursors.hear({ by: 'b', name: 'Ben', after }, 0));
  assert.ok(cursors.hear({ by: 'c', name: 'Cleo', after: null }, 0));
  text.edit('oh, ahoy');
  assert.deepEqual(cursors.among(text.shown, 1).map(({ name, at }) => [name, at]), [['Cleo', 0], ['Ben', 6]]);
  text.edit('oh');
  assert.deepEqual(cursors.among(text.shown, 1).map(({ name }) => name), ['Cleo'], 'its letter is gone');
  assert.deepEqual(cursors.among(text.shown, 60_000), []);
  for (const nonsense of [...NONSENSE, { by: 'd', name: 'D', after: [1] }, { by: 'd', name: 'D' }]) assert.ok(!cursors.hear(nonsense, 0));
});

test('what is no change changes no text and takes no time', () => {
  const text = new Sequence('a');
  text.edit('calm');
  const nonsense = [...NONSENSE, { gone: [1, 'b'], length: 2 ** 50 }, { gone: [1, 'b'], length: -1 }, { gone: [1, 'b'], length: '9' },
    { at: [1, 'b'], after: [1], text: 'x' }, { at: [1, 'b'], after: null, text: 7 }, { at: [1, 'b'], after: null, text: 'x'.repeat(300_000) }];
  for (const change of nonsense) text.apply(change);
  assert.equal(text.text, 'calm');
});

test('much at once is told in parts that everybody takes', () => {
  const [one, other] = [new Sequence('a'), new Sequence('b')];
  const much = '🌊a'.repeat(70_000);
  for (const change of one.edit(much)) other.apply(change);
  assert.ok(other.text === much);
  for (const change of one.edit('')) other.apply(change);
  assert.equal(other.text, '');
});

test('the quickest answer tells a clock best', () => {
  const clock = new Clock();
  assert.equal(clock.ahead, undefined);
  for (const [id, asked, theirs, came] of [['a', 0, 1_400, 600], ['b', 1_000, 2_055, 1_010], ['c', 2_000, 3_900, 3_000]]) {
    clock.ask(id, asked);
    clock.answer(id, theirs, came);
  }
  clock.answer('never asked', 9, 9);
  assert.equal(clock.ahead, 1_050);
});

test('a ball is thrown back by walls, and by a paddle that is there', () => {
  const ball = { time: 0, x: 0.5, y: 0.5, vx: 0.5, vy: 1 };
  assert.ok(Math.abs(ballAt(ball, 400).x - 0.7) < 1e-9 && Math.abs(ballAt(ball, 400).y - 0.9) < 1e-9);
  assert.ok(Math.abs(ballAt(ball, 700).y - 0.8) < 1e-9);
  assert.equal(sideOf(ball), 1);
  const { y } = ballAt(ball, arrival(ball));
  assert.equal(thrownBack(ball, y > 0.5 ? 0.1 : 0.9), null);
  const back = thrownBack(ball, y);
  assert.ok(back.vx < 0 && Math.abs(back.vx) > 0.5 && Math.abs(back.vy) < 1e-9 && back.time === arrival(ball));
});

// Both play over a channel that takes its time and loses each fifth message; the clock of the second is far ahead.
function match(paddles, lose) {
  const games = ['a', 'b'].map((by) => new Game(by, by.toUpperCase()));
  const [ways, ends] = [[], []];
  const local = (player, now) => now + player * 86_400_000;
  const send = (player, now, said) => { if (!lose()) ways.push({ to: 1 - player, at: now + 40, said: JSON.stringify({ ...games[player].standing, ...said }) }); };
  for (let now = 0; now < 300_000 && !ends.length; now += 20) {
    for (const way of ways.splice(0)) {
      if (way.at > now) { ways.push(way); continue; }
      const answer = games[way.to].hear(JSON.parse(way.said), local(way.to, now));
      if (answer) send(way.to, now, answer);
    }
    games.forEach((game, player) => {
      if (now === 0) game.wants = true;
      game.paddle = paddles(player, game, local(player, now));
      const { said, ended } = game.tick(local(player, now));
      if (said) send(player, now, said);
      else if (now % 200 === 0) send(player, now, {});
      if (ended) ends.push(ended);
    });
  }
  return { games, ends };
}

test('a match has one winner, whatever is lost on the way', () => {
  const lose = numbers(7);
  // The first follows the ball, the second is nowhere near it.
  const follow = (player, game, now) => (player || !game.rally || game.time(now) === undefined ? 1 : ballAt(game.rally, game.time(now)).y);
  const { games, ends } = match(follow, () => lose(5) === 0);
  assert.deepEqual(ends, ['A beat B 5:0']);
  assert.deepEqual(games[1].rally.score, [5, 0]);
});

test('nobody but who has to decide how a rally goes on is believed', () => {
  const { games: [game] } = match(() => 0.5, () => false);
  const now = 400_000;
  game.people.get('b').seen = now;
  game.rally = { number: 7, players: ['a', 'b'], score: [1, 1], time: now, x: 0.5, y: 0.5, vx: -0.5, vy: 0 };
  const next = { ...game.rally, number: 8, vx: 0.5 };
  for (const [by, rally] of [['b', next], ['c', next], ['c', { ...next, players: ['c', 'b'], number: 99 }], ['b', { ...next, score: [9, 9], number: 9 }],
    ['b', { ...next, vx: 0, number: 9 }], ['b', { ...next, time: '1', number: 9 }], ['b', { ...next, number: 6 }]]) {
    game.hear({ by, name: by, rally }, now);
    assert.equal(game.rally.number, 7, JSON.stringify([by, rally]));
  }
  for (const nonsense of NONSENSE) assert.equal(game.hear(nonsense, now), null);
});

test('a screen shows lines as a terminal would', () => {
  const screen = new Screen();
  for (const part of ['one\r\ntwo\x1b[3', '1m red\x1b[0m\r\nabc\b\bX\r\n', '\x1b]0;title\x07a\tb\r\x1b[Kc', '\x1b[2Cd🌊']) screen.write(part);
  assert.equal(screen.text, 'one\ntwo red\naXc\nc  d🌊');
  screen.write('\x1b[2Jnew');
  assert.equal(screen.text, 'new');
  screen.write(`\x1b[${'9'.repeat(300)}`);
  screen.write('\x1b[999999999C!\n'.repeat(5_000));
  assert.ok(screen.lines.length <= 1_000 && screen.text.length < 5_000_000);
});

test('nothing typed or written is lost on a wire that loses things', () => {
  const wire = new Wire('a');
  wire.type('ls\n');
  wire.type('pwd\n');
  assert.deepEqual(wire.open, { by: 'a', typed: [{ number: 1, text: 'ls\n' }, { number: 2, text: 'pwd\n' }], after: 0 });
  wire.hear({ bot: 'b', to: 'a', came: 1 });
  assert.deepEqual(wire.open.typed.map(({ number }) => number), [2]);
  assert.equal(wire.hear({ bot: 'b', number: 2, text: 'two', last: 3 }), '');
  assert.ok(wire.isOpen);
  assert.equal(wire.hear({ bot: 'other', number: 1, text: 'evil' }), '');
  assert.equal(wire.hear({ bot: 'b', number: 1, text: 'one ' }), 'one two');
  assert.equal(wire.hear({ bot: 'b', number: 1, text: 'one ' }), '');
  // Who comes late begins with the oldest that is still known.
  assert.equal(wire.hear({ bot: 'b', first: 9, number: 9, text: 'nine' }), 'nine');
  for (const nonsense of NONSENSE) assert.equal(wire.hear(nonsense), '');
});
