// What a terminal shows, a line at a time: text, tabs, going back in a line and erasing in it. Colours and everything that
// moves over the whole screen are left out, so programs that draw screens look odd here.

// Lines that are kept, and letters of one.
const LINES = 1_000;
const COLUMNS = 2_000;
// Of a sequence that is not at its end yet.
const OPEN = 256;

export class Screen {
  constructor() {
    this.lines = [[]];
    this.column = 0;
    this.open = '';
  }

  get text() {
    return this.lines.map((line) => Array.from(line, (letter) => letter ?? ' ').join('')).join('\n');
  }

  write(data) {
    let rest = this.open + data;
    this.open = '';
    while (rest) {
      if (rest[0] !== '\x1b') {
        const [letter] = rest;
        this.put(letter);
        rest = rest.slice(letter.length);
        continue;
      }
      // CSI, OSC, or one more letter (ECMA-48 section 5).
      const found = /^\x1b(?:\[([0-9;?]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^[\]])/.exec(rest);
      if (!found) {
        if (rest.length < OPEN) this.open = rest;
        return;
      }
      this.obey(found[2], Number.parseInt(found[1], 10));
      rest = rest.slice(found[0].length);
    }
  }

  put(letter) {
    if (letter === '\n') {
      this.lines.push([]);
      if (this.lines.length > LINES) this.lines.shift();
      this.column = 0;
    } else if (letter === '\r') this.column = 0;
    else if (letter === '\b') this.column = Math.max(0, this.column - 1);
    else if (letter === '\t') this.column += 8 - (this.column % 8);
    else if (letter >= ' ' && this.column < COLUMNS) {
      this.lines.at(-1)[this.column] = letter;
      this.column += 1;
    }
  }

  obey(what, count) {
    const line = this.lines.at(-1);
    if (what === 'K') line.length = Math.min(line.length, this.column);
    else if (what === 'C') this.column = Math.min(COLUMNS, this.column + (count || 1));
    else if (what === 'D') this.column = Math.max(0, this.column - (count || 1));
    else if (what === 'J' && count >= 2) Object.assign(this, { lines: [[]], column: 0 });
  }
}
