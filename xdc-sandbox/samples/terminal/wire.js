// A lossless stream in each direction over a channel that loses things: what is typed has numbers and is said again until the bot
// says that it came; what the shell writes has numbers, and what is missing is asked for.

const MOST = 10_000;
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;

export class Wire {
  constructor(by) {
    Object.assign(this, { by, typed: [], next: 1, heard: 0, last: 0, early: new Map(), bot: null });
  }

  // What is to be typed.
  type(text) {
    this.typed.push({ number: this.next, text });
    this.next += 1;
  }

  // Takes what somebody said; the text the shell wrote, as far as it is complete. The first bot that speaks is the one.
  hear(said) {
    if (typeof said?.bot !== 'string' || said.bot.length > 64) return '';
    this.bot ??= said.bot;
    if (this.bot !== said.bot) return '';
    if (said.to === this.by && isCount(said.came)) this.typed = this.typed.filter(({ number }) => number > said.came);
    if (isCount(said.last)) this.last = Math.max(this.last, said.last);
    if (isCount(said.first) && said.first > this.heard + 1) this.heard = said.first - 1;
    if (isCount(said.number) && said.number > this.heard && said.number < this.heard + MOST && typeof said.text === 'string') {
      this.early.set(said.number, said.text);
    }
    let text = '';
    while (this.early.has(this.heard + 1)) {
      this.heard += 1;
      text += this.early.get(this.heard);
      this.early.delete(this.heard);
    }
    return text;
  }

  // What is to be said now, and again after a while.
  get open() {
    const typed = this.typed.slice(0, 20);
    return { by: this.by, typed, after: this.heard };
  }

  get isOpen() {
    return this.typed.length > 0 || this.last > this.heard || !this.bot;
  }
}
