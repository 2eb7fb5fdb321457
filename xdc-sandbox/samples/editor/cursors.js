// Where the others are in the text: behind which character, by what they said last.

const COLORS = ['#b3261e', '#0b57d0', '#7a3fb0', '#0a7480', '#8a5a00', '#3f6f21'];
// People that are remembered, and for how many milliseconds one is there after the last word.
const MOST = 100;
const THERE = 12_000;

const isId = (id) => Array.isArray(id) && id.length === 2 && Number.isSafeInteger(id[0]) && typeof id[1] === 'string' && id[1].length <= 64;

export class Cursors {
  constructor() {
    this.people = new Map();
  }

  // Takes {by, name, after}, the identity of a character or null for the beginning; whether it is one.
  hear(said, now) {
    const valid = [said?.by, said?.name].every((text) => typeof text === 'string' && text.length > 0 && text.length <= 100)
      && (said.after === null || isId(said.after));
    if (!valid || (this.people.size >= MOST && !this.people.has(said.by))) return false;
    const color = this.people.get(said.by)?.color ?? COLORS[this.people.size % COLORS.length];
    this.people.set(said.by, { name: said.name, after: said.after, seen: now, color });
    return true;
  }

  // Those who are there, with the number of characters before them, in the order of the text.
  among(shown, now) {
    const places = new Map(shown.map(({ id: [count, site] }, at) => [`${count} ${site}`, at + 1]));
    const found = [];
    for (const { name, after, seen, color } of this.people.values()) {
      // What they stand behind may be gone, or not have come yet: then nobody knows where they are.
      const at = after ? places.get(`${after[0]} ${after[1]}`) : 0;
      if (now - seen < THERE && at !== undefined) found.push({ name, color, at });
    }
    return found.sort((one, other) => one.at - other.at);
  }

  names(now) {
    return [...this.people.values()].filter(({ seen }) => now - seen < THERE).map(({ name }) => name).sort();
  }
}
