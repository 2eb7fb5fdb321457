// The way of the ball. The field is 1 wide and 1 high; times are in milliseconds, speeds in fields a second.

export const EDGES = [0.04, 0.96];
export const REACH = 0.12;
const FASTEST = 1.6;

// Where it is at a time: straight on from its last hit, thrown back by the walls above and below.
export function ballAt({ time, x, y, vx, vy }, now) {
  const seconds = Math.max(0, now - time) / 1_000;
  const way = (((y + vy * seconds) % 2) + 2) % 2;
  return { x: x + vx * seconds, y: way > 1 ? 2 - way : way };
}

// The side it flies to: 0 left, 1 right.
export const sideOf = ({ vx }) => (vx < 0 ? 0 : 1);

// When it is at the edge of that side.
export const arrival = (ball) => ball.time + ((EDGES[sideOf(ball)] - ball.x) / ball.vx) * 1_000;

// Thrown back by a paddle; null if it is not there. Off the paddle's middle it flies at an angle.
export function thrownBack(ball, paddle) {
  const time = arrival(ball);
  const { y } = ballAt(ball, time);
  if (Math.abs(y - paddle) > REACH) return null;
  const speed = Math.min(FASTEST, Math.abs(ball.vx) * 1.06);
  return { time, x: EDGES[sideOf(ball)], y, vx: ball.vx < 0 ? speed : -speed, vy: (y - paddle) * 5 };
}

// From the middle to a side, at an angle that follows from a number; never straight, which would be no game.
export const served = (number, side, time) => ({ time, x: 0.5, y: 0.5, vx: side ? 0.55 : -0.55, vy: ((((number * 37) % 11) - 5) || 3) / 9 });
