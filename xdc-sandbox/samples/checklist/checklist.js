// A checklist: each update says what an entry is now. Of two that disagree the later one by its writer's clock counts,
// and the larger name where the clocks agree: so everybody ends with the same list, in whatever order updates came.
const { webxdc } = window;
const list = document.getElementById('list');
const form = document.getElementById('add');
const entries = new Map();

const newer = (one, other) => !other || one.time > other.time || (one.time === other.time && one.by > other.by);

function tell(entry) {
  const known = entries.get(entry.id);
  const time = Math.max(Date.now(), (known?.time ?? 0) + 1);
  const open = [...entries.values(), entry].filter(({ id, done }) => (id === entry.id ? !entry.done : !done));
  const count = new Set(open.map(({ id }) => id)).size;
  webxdc.sendUpdate({ payload: { ...entry, time, by: webxdc.selfAddr }, summary: `${count} open` }, '');
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  tell({ id: crypto.randomUUID(), text: form.elements.text.value, done: false });
  form.reset();
});

function show() {
  list.replaceChildren(...[...entries.values()].map((entry) => {
    const row = document.createElement('li');
    const label = document.createElement('label');
    const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: entry.done });
    box.addEventListener('change', () => tell({ id: entry.id, text: entry.text, done: box.checked }));
    const text = document.createElement('span');
    text.textContent = entry.text;
    label.append(box, text);
    row.append(label);
    return row;
  }));
}

await webxdc.setUpdateListener(({ payload, serial, max_serial }) => {
  if (newer(payload, entries.get(payload.id))) entries.set(payload.id, payload);
  if (serial === max_serial) show();
}, 0);
