// Does what apps do that hosts get wrong, and shows of each whether it worked here. `document.documentElement.dataset`
// says when all is done (`done`), and what failed (`failed`).
import { checks } from './checks.js';
import './leaving.js';

const route = () => { document.getElementById('route').textContent = location.hash.slice(1) || 'none'; };
addEventListener('hashchange', route);
route();

const failed = [];
await Promise.all(Object.entries(checks).map(async ([name, check]) => {
  const row = document.getElementById('results').insertRow();
  row.insertCell().textContent = name;
  const cell = row.insertCell();
  cell.textContent = '…';
  try {
    await check();
    [row.dataset.result, cell.textContent] = ['fine', 'fine'];
  } catch (error) {
    failed.push(`${name}: ${error}`);
    [row.dataset.result, cell.textContent] = ['failed', String(error)];
  }
}));
Object.assign(document.documentElement.dataset, { failed: failed.join('; '), done: 'yes' });
