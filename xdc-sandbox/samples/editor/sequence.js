// A text that several people write at once (a sequence CRDT, of the kind called causal tree or RGA).
//
// Every character has an identity, [count, site], and stands after another one, its parent. Siblings stand in the order
// of their identities, the newest first. What is deleted stays as a stone without a letter, since others may write after
// it. So the text follows from the set of all changes alone, in whatever order they come, and however often.
//
//   {after: [count, site] | null, at: [count, site], text}   characters in a row, each the parent of the next
//   {gone: [count, site], length}                             characters of one site in a row

const key = ([count, site]) => `${count} ${site}`;
const newer = (one, other) => (one[0] - other[0] || (one[1] > other[1] ? 1 : -1)) > 0;

// Characters of one change, at the most.
const MOST = 100_000;

const isId = (id) => Array.isArray(id) && id.length === 2 && Number.isSafeInteger(id[0]) && typeof id[1] === 'string' && id[1].length <= 64;

function isChange(change) {
  if (isId(change?.gone)) return Number.isSafeInteger(change.length) && change.length >= 0 && change.length <= MOST;
  return isId(change?.at) && (change.after === null || isId(change.after)) && typeof change.text === 'string' && change.text.length <= MOST;
}

export class Sequence {
  constructor(site) {
    this.site = site;
    this.count = 0;
    this.root = { id: null, letter: null, children: [] };
    this.nodes = new Map();
    // Changes whose parent, or whose letter, has not come yet.
    this.waiting = new Map();
  }

  // The characters in their order.
  get shown() {
    const shown = [];
    const stack = [this.root];
    while (stack.length) {
      const node = stack.pop();
      if (node.letter !== null) shown.push(node);
      for (let n = node.children.length - 1; n >= 0; n -= 1) stack.push(node.children[n]);
    }
    return shown;
  }

  get text() {
    return this.shown.map(({ letter }) => letter).join('');
  }

  // What has to be told to others so that the text becomes this one. It is this one here already.
  edit(text) {
    const shown = this.shown;
    const [old, wanted] = [shown.map(({ letter }) => letter), [...text]];
    let start = 0;
    while (start < old.length && start < wanted.length && old[start] === wanted[start]) start += 1;
    let end = 0;
    while (end < old.length - start && end < wanted.length - start && old.at(-1 - end) === wanted.at(-1 - end)) end += 1;
    const changes = [];
    for (const { id: [count, site] } of shown.slice(start, old.length - end)) {
      const last = changes.at(-1);
      if (last && last.gone[1] === site && last.gone[0] + last.length === count && last.length < MOST) last.length += 1;
      else changes.push({ gone: [count, site], length: 1 });
    }
    const added = wanted.slice(start, wanted.length - end);
    let after = start ? shown[start - 1].id : null;
    // Letters are one or two units of UTF-16.
    for (let n = 0; n < added.length; n += MOST / 2) {
      const at = [this.count + 1 + n, this.site];
      const letters = added.slice(n, n + MOST / 2);
      changes.push({ after, at, text: letters.join('') });
      after = [at[0] + letters.length - 1, this.site];
    }
    for (const change of changes) this.apply(change);
    return changes;
  }

  // Takes a change, of whomever; anything else changes nothing.
  apply(change) {
    if (!isChange(change)) return;
    if (change.gone) {
      const [first, site] = change.gone;
      for (let n = 0; n < change.length; n += 1) this.remove([first + n, site]);
      return;
    }
    let parent = change.after;
    let [count, site] = change.at;
    for (const letter of change.text) {
      this.add(parent, [count, site], letter);
      parent = [count, site];
      count += 1;
    }
  }

  add(parent, id, letter) {
    this.count = Math.max(this.count, id[0]);
    if (this.nodes.has(key(id))) return;
    const above = parent ? this.nodes.get(key(parent)) : this.root;
    if (!above) {
      this.wait(parent, () => this.add(parent, id, letter));
      return;
    }
    const node = { id, letter, children: [] };
    const at = above.children.findIndex((sibling) => newer(id, sibling.id));
    above.children.splice(at < 0 ? above.children.length : at, 0, node);
    this.nodes.set(key(id), node);
    const waiting = this.waiting.get(key(id)) ?? [];
    this.waiting.delete(key(id));
    for (const go of waiting) go();
  }

  remove(id) {
    const node = this.nodes.get(key(id));
    if (node) node.letter = null;
    else this.wait(id, () => this.remove(id));
  }

  wait(id, go) {
    this.waiting.set(key(id), [...(this.waiting.get(key(id)) ?? []), go]);
  }
}
