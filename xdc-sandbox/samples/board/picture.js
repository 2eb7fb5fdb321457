// A picture that all paint at once. Each cell remembers when it was painted, by a Lamport clock, and by whom: of two paints the
// later one counts, and the larger name where the clocks agree. So any order of the same paints ends in the same picture.
export const SIDE = 16;
export const COLORS = [null, '#d64545', '#e8a33d', '#f2df57', '#4f9d5d', '#3d7fd6', '#8a56c2', '#20282a'];

// A clock beyond this is nobody's who counts honestly.
const LATEST = 2 ** 40;

const isCount = (value, below) => Number.isSafeInteger(value) && value >= 0 && value < below;

export class Picture {
  constructor(name) {
    this.name = name;
    this.clock = 0;
    this.cells = new Map();
  }

  // Paints; what is to be told to others, or null if it has that colour.
  paint(cell, color) {
    if (this.color(cell) === color) return null;
    const paint = [cell, color, this.clock + 1, this.name];
    this.apply(paint);
    return paint;
  }

  // Takes what somebody painted; whether that changed the picture. Anything else than a paint changes nothing.
  apply(paint) {
    if (!Array.isArray(paint)) return false;
    const [cell, color, time, by] = paint;
    const valid = isCount(cell, SIDE * SIDE) && isCount(color, COLORS.length) && isCount(time, LATEST)
      && typeof by === 'string' && by.length <= 128;
    if (!valid) return false;
    this.clock = Math.max(this.clock, time);
    const known = this.cells.get(cell);
    if (known && (known.time > time || (known.time === time && known.by >= by))) return false;
    this.cells.set(cell, { color, time, by });
    return true;
  }

  color(cell) {
    return this.cells.get(cell)?.color ?? 0;
  }
}
