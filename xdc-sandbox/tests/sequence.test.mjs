// The text of the sample editor: whatever order changes come in, everybody ends with the same text.
import test from 'node:test';
import assert from 'node:assert';
import { numbers } from './numbers.mjs';
import { Sequence } from '../samples/editor/sequence.js';

test('what one writes is there, and undone where it is taken away', () => {
  const text = new Sequence('a');
  text.edit('Hello world');
  text.edit('Hello 🌊 world');
  text.edit('🌊 world');
  assert.equal(text.text, '🌊 world');
  assert.deepEqual(text.edit('🌊 world'), []);
});

test('what two write at one place does not mix', () => {
  const [one, two] = [new Sequence('a'), new Sequence('b')];
  for (const change of one.edit('()')) two.apply(change);
  const changes = [...one.edit('(water)'), ...two.edit('(fire)')];
  for (const change of changes) { one.apply(change); two.apply(change); }
  assert.equal(one.text, two.text);
  assert.ok(['(waterfire)', '(firewater)'].includes(one.text), one.text);
});

test('every order and every repetition leads to the same text', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const random = numbers(seed);
    const all = ['a', 'b', 'c'].map((site) => new Sequence(site));
    const told = all.map(() => []);
    const sent = [];
    for (let step = 0; step < 60; step += 1) {
      const who = random(3);
      if (random(3)) {
        const letters = [...all[who].text];
        const [at, gone] = [random(letters.length + 1), random(3)];
        letters.splice(at, gone, ...['', 'x', 'yz', '🙂'][random(4)]);
        for (const change of all[who].edit(letters.join(''))) sent.push(change);
      } else if (sent.length) {
        const change = sent[random(sent.length)];
        told[who].push(change);
        all[who].apply(change);
      }
    }
    for (const sequence of all) {
      const rest = [...sent];
      while (rest.length) sequence.apply(rest.splice(random(rest.length), 1)[0]);
    }
    const late = new Sequence('d');
    for (const change of sent.toReversed()) late.apply(change);
    for (const sequence of [...all, late]) {
      assert.equal(sequence.text, all[0].text, `seed ${seed}`);
      assert.equal(sequence.waiting.size, 0);
    }
  }
});
