// A match of two over a channel that may lose what is said. Every hit and every serve has a number and one author: whoever the
// ball flew to decides whether it was hit, by the paddle only they know in time. All others follow. Who said what last says it
// again and again, so that nothing lost is missed for long. Time is that of the left player's clock.
import { arrival, served, sideOf, thrownBack } from './ball.js';
import { Clock } from './clock.js';

export const POINTS = 5;
const GONE = 5_000;
const MOST = 50;
const SERVE = 1_000;

const isText = (value, longest) => typeof value === 'string' && value.length > 0 && value.length <= longest;
const within = (value, least, most) => Number.isFinite(value) && value >= least && value <= most;

function isRally(rally) {
  return Number.isSafeInteger(rally?.number) && rally.number > 0 && rally.number < 2 ** 40
    && Array.isArray(rally.players) && rally.players.length === 2 && rally.players.every((by) => isText(by, 64))
    && Array.isArray(rally.score) && rally.score.length === 2 && rally.score.every((points) => Number.isSafeInteger(points) && within(points, 0, POINTS))
    && Number.isFinite(rally.time) && within(rally.x, 0, 1) && within(rally.y, 0, 1)
    && within(Math.abs(rally.vx), 0.1, 3) && within(rally.vy, -3, 3);
}

export const isOver = (rally) => Math.max(...rally.score) >= POINTS;

export class Game {
  constructor(by, name) {
    Object.assign(this, { by, name, wants: false, paddle: 0.5, rally: null, author: null, people: new Map(), clock: new Clock(), asked: 0 });
  }

  nameOf(by) {
    return by === this.by ? this.name : this.people.get(by)?.name ?? 'Somebody';
  }

  paddleOf(by) {
    return by === this.by ? this.paddle : this.people.get(by)?.paddle ?? 0.5;
  }

  // 0 left, 1 right, -1 watching.
  get side() {
    return this.rally ? this.rally.players.indexOf(this.by) : -1;
  }

  isThere(by, now) {
    return by === this.by || now - (this.people.get(by)?.seen ?? -Infinity) < GONE;
  }

  // A match goes on: its two players are there, and nobody has won.
  isOn(now) {
    return this.rally !== null && !isOver(this.rally) && this.rally.players.every((by) => this.isThere(by, now));
  }

  // The time of the match; undefined while its clock is not known.
  time(now) {
    return this.side === 0 ? now : this.clock.ahead === undefined ? undefined : now + this.clock.ahead;
  }

  // Takes what somebody said; what to say to that, if anything. Nonsense changes nothing.
  hear(said, now) {
    if (!isText(said?.by, 64) || said.by === this.by || !isText(said.name, 100)) return null;
    if (this.people.size >= MOST && !this.people.has(said.by)) return null;
    const known = this.people.get(said.by);
    const paddle = within(said.paddle, 0, 1) ? said.paddle : known?.paddle ?? 0.5;
    this.people.set(said.by, { name: said.name, seen: now, wants: said.wants === true, paddle });
    if (isRally(said.rally) && this.takes(said.rally, said.by, now)) {
      const { number, players, score, time, x, y, vx, vy } = said.rally;
      if (this.rally?.players[0] !== players[0]) this.clock = new Clock();
      Object.assign(this, { rally: { number, players, score, time, x, y, vx, vy }, author: said.by });
      if (isOver(this.rally) && this.side >= 0) this.wants = false;
    }
    if (isText(said.answer, 64) && said.to === this.by && said.by === this.rally?.players[0]) this.clock.answer(said.answer, said.clock, now);
    return isText(said.ask, 64) ? { answer: said.ask, to: said.by, clock: now } : null;
  }

  // Only a player says how the rally goes on, and of the next number only who has to decide it.
  takes(rally, by, now) {
    if (!this.isOn(now)) return rally.players.includes(by) && rally.number > (this.rally?.number ?? 0);
    const { number, players } = this.rally;
    if (rally.players.join() !== players.join() || !players.includes(by)) return false;
    return rally.number > number + 1 || (rally.number === number + 1 && by === players[sideOf(this.rally)]);
  }

  // What happens by itself: what to say at once, and how a match ended, if it did.
  tick(now) {
    if (!this.isOn(now)) {
      const players = [this.by, ...this.people.keys()].filter((by) => (by === this.by ? this.wants : this.people.get(by).wants && this.isThere(by, now))).sort().slice(0, 2);
      if (players.length < 2 || players[0] !== this.by) return {};
      const number = (this.rally?.number ?? 0) + 1;
      return { said: this.decide(number, players, [0, 0], served(number, 1, now + SERVE)) };
    }
    if (this.side === 1 && now - this.asked > 500) {
      this.asked = now;
      const ask = `${this.by.slice(0, 8)} ${now}`;
      this.clock.ask(ask, now);
      return { said: { ask } };
    }
    const time = this.time(now);
    if (time === undefined || this.side !== sideOf(this.rally) || time < arrival(this.rally)) return {};
    const { number, players, score } = this.rally;
    const back = thrownBack(this.rally, this.paddle);
    if (back) return { said: this.decide(number + 1, players, score, back) };
    const points = score.map((had, side) => (side === this.side ? had : had + 1));
    const said = this.decide(number + 1, players, points, served(number, 1 - this.side, time + SERVE));
    if (!isOver(this.rally)) return { said };
    this.wants = false;
    const [winner, loser] = [1 - this.side, this.side].map((side) => [this.nameOf(players[side]), points[side]]);
    return { said, ended: `${winner[0]} beat ${loser[0]} ${winner[1]}:${loser[1]}` };
  }

  decide(number, players, score, ball) {
    this.rally = { number, players, score, ...ball };
    this.author = this.by;
    return { rally: this.rally };
  }

  // What is said again and again.
  get standing() {
    const rally = this.author === this.by ? { rally: this.rally } : {};
    return { by: this.by, name: this.name, wants: this.wants, paddle: this.paddle, ...rally };
  }
}
