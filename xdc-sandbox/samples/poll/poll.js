// A poll: one update asks, each vote is another. The last vote of a person counts, and the first question.
const { webxdc } = window;
const form = document.getElementById('ask');
const poll = document.getElementById('poll');
let asked = null;
const votes = new Map();

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const { question, answers } = Object.fromEntries(new FormData(form));
  const list = answers.split('\n').map((line) => line.trim()).filter(Boolean);
  if (list.length < 2) return;
  const info = `${webxdc.selfName} asks: ${question}`;
  webxdc.sendUpdate({ payload: { question, answers: list }, document: question, info }, '');
});

function show() {
  form.hidden = Boolean(asked);
  poll.hidden = !asked;
  if (!asked) return;
  poll.querySelector('h1').textContent = asked.question;
  poll.querySelector('ul').replaceChildren(...asked.answers.map((answer, index) => {
    const count = [...votes.values()].filter((vote) => vote === index).length;
    const row = document.createElement('li');
    const button = document.createElement('button');
    button.textContent = `${answer} (${count})`;
    button.setAttribute('aria-pressed', votes.get(webxdc.selfAddr) === index);
    button.addEventListener('click', () => vote(index));
    const meter = Object.assign(document.createElement('meter'), { max: Math.max(1, votes.size), value: count });
    row.append(button, meter);
    return row;
  }));
}

function vote(index) {
  const count = new Map(votes).set(webxdc.selfAddr, index).size;
  webxdc.sendUpdate({ payload: { vote: index, from: webxdc.selfAddr }, summary: `${count} voted` }, '');
}

await webxdc.setUpdateListener(({ payload, serial, max_serial }) => {
  if (payload.question) asked ??= payload;
  if (payload.from) votes.set(payload.from, payload.vote);
  if (serial === max_serial) show();
}, 0);
show();
