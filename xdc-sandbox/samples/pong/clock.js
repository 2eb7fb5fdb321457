// What another's clock shows, from questions and answers. The quickest answer tells it best: on its way least can have gone
// wrong (Cristian's algorithm).

const KEPT = 16;

export class Clock {
  constructor() {
    this.asked = new Map();
    this.answers = [];
  }

  ask(id, now) {
    this.asked.set(id, now);
    if (this.asked.size > KEPT) this.asked.delete(this.asked.keys().next().value);
  }

  // Their clock showed that.
  answer(id, theirs, now) {
    const begin = this.asked.get(id);
    if (begin === undefined || !Number.isFinite(theirs)) return;
    this.asked.delete(id);
    this.answers.push({ took: now - begin, ahead: theirs - (begin + now) / 2 });
    if (this.answers.length > KEPT) this.answers.shift();
  }

  // By how much theirs is ahead; undefined before the first answer.
  get ahead() {
    const quickest = this.answers.reduce((best, one) => (!best || one.took < best.took ? one : best), null);
    return quickest?.ahead;
  }
}
