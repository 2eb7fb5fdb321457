// Updates that are sent as the page is left must arrive. Each leaving is counted twice: in storage, and by an update.
const { webxdc } = window;

addEventListener('pagehide', () => {
  localStorage.left = Number(localStorage.left ?? 0) + 1;
  webxdc.sendUpdate({ payload: { left: webxdc.selfAddr } }, '');
});

let told = 0;
const line = document.getElementById('left');
const show = () => {
  const counted = Number(localStorage.left ?? 0);
  line.textContent = `Left ${counted} times, told ${told} times`;
  Object.assign(line.dataset, { counted, told });
};
await webxdc.setUpdateListener(({ payload }) => {
  if (payload.left === webxdc.selfAddr) told += 1;
  show();
}, 0);
show();
