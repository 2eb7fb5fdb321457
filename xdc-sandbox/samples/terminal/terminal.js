// A shell that a bot shares with the chat: everybody sees what it writes, and everybody may type.
import { Screen } from './screen.js';
import { Wire } from './wire.js';

const { webxdc } = window;
const state = document.getElementById('state');
const output = document.getElementById('screen');
const form = document.getElementById('line');
const screen = new Screen();
const wire = new Wire(crypto.randomUUID());
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

const channel = webxdc.joinRealtimeChannel?.();
if (!channel) {
  state.textContent = 'This app needs realtime. It is switched off, or this messenger has none.';
  for (const button of form.querySelectorAll('button')) button.disabled = true;
}
const say = () => channel?.send(encoder.encode(JSON.stringify(wire.open)));

channel?.setListener((data) => {
  let said;
  try {
    said = JSON.parse(decoder.decode(data));
  } catch {
    return; // Somebody's app says something else.
  }
  const text = wire.hear(said);
  if (wire.bot) state.textContent = 'Connected. Everybody in this chat sees and types the same.';
  if (!text) return;
  const atEnd = output.scrollHeight - output.scrollTop - output.clientHeight < 40;
  screen.write(text);
  output.textContent = screen.text;
  if (atEnd) output.scrollTop = output.scrollHeight;
});

function type(text) {
  wire.type(text);
  say();
}
form.addEventListener('submit', (event) => {
  event.preventDefault();
  type(`${form.elements.text.value}\n`);
  form.reset();
});
document.getElementById('interrupt').addEventListener('click', () => type('\x03'));
setInterval(() => { if (wire.isOpen) say(); }, 300);
