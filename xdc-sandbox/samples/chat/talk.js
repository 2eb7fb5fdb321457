// What is said in a live chat, as far as it can be believed: who is here, who is typing, and each message once.

const LONGEST = { name: 100, text: 1000 };
// Messages, and people, that are remembered.
const MOST = 200;
// For how many milliseconds somebody counts as here, and as typing, after saying so.
const HERE = 12_000;
const TYPING = 3_000;

const isText = (value, longest) => typeof value === 'string' && value.length > 0 && value.length <= longest;

export class Talk {
  constructor() {
    this.people = new Map();
    this.known = new Set();
  }

  // Takes what somebody sent at a time in milliseconds; the message {name, text}, if it is one that is new.
  hear(said, now) {
    if (!isText(said?.by, 64) || !isText(said?.name, LONGEST.name)) return null;
    if (this.people.size >= MOST && !this.people.has(said.by)) return null;
    const typing = said.typing === true ? now : 0;
    this.people.set(said.by, { name: said.name, seen: said.gone === true ? -Infinity : now, typing });
    if (!isText(said.text, LONGEST.text) || !isText(said.id, 64) || this.known.has(said.id)) return null;
    this.known.add(said.id);
    if (this.known.size > MOST) this.known.delete(this.known.values().next().value);
    return { name: said.name, text: said.text };
  }

  here(now) {
    return this.names(({ seen }) => now - seen < HERE);
  }

  typing(now) {
    return this.names(({ typing }) => typing && now - typing < TYPING);
  }

  names(fits) {
    return [...this.people.values()].filter(fits).map(({ name }) => name).sort();
  }
}
