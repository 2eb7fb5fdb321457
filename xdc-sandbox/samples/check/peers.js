// How long answers of others take, and how many never come.

// Answers that count, and people.
const MOST = 200;
// An answer after so many milliseconds is lost.
const PATIENCE = 5_000;

export class Peers {
  constructor() {
    this.asked = new Map();
    this.known = new Map();
  }

  // Something is sent to all at this time, in milliseconds.
  ask(id, now) {
    this.asked.set(id, now);
    for (const [old, time] of this.asked) {
      if (now - time <= PATIENCE) break;
      this.asked.delete(old);
      for (const peer of this.known.values()) {
        peer.over += 1;
        if (!peer.answered.delete(old)) peer.lost += 1;
      }
    }
  }

  // Somebody answers; whether that counts. What nobody asked, and what was answered before, does not.
  answer(by, name, id, size, now) {
    const valid = [by, name].every((text) => typeof text === 'string' && text.length > 0 && text.length <= 100);
    if (!valid || !this.asked.has(id) || !Number.isSafeInteger(size)) return false;
    if (!this.known.has(by)) {
      if (this.known.size >= MOST) return false;
      // What was asked before they came is not lost.
      const earlier = new Set([...this.asked.keys()].filter((other) => other !== id));
      this.known.set(by, { times: [], answered: earlier, over: 0, lost: 0, largest: 0 });
    }
    const peer = this.known.get(by);
    if (peer.answered.has(id)) return false;
    peer.answered.add(id);
    peer.name = name;
    peer.largest = Math.max(peer.largest, size);
    peer.times.push(now - this.asked.get(id));
    if (peer.times.length > MOST) peer.times.shift();
    return true;
  }

  // Rows of a table: times in milliseconds, lost as a part of what is over.
  rows() {
    return [...this.known.values()].map(({ name, times, over, lost, largest }) => ({
      name, largest, last: times.at(-1), half: part(times, 0.5), most: part(times, 0.95), lost: over ? lost / over : 0,
    }));
  }
}

// The value below which this part of all lies.
export function part(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)];
}
