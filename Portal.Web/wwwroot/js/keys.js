// Keys for staff. Single letters act only outside fields, so they never eat what somebody types.
import { open } from './dialogs.js';

const rows = [...document.querySelectorAll('[data-list] tbody tr')].filter((row) => row.querySelector('[data-open]'));
const typing = (target) => target.closest('input, textarea, select, [contenteditable], dialog[open]');

function move(step) {
  if (rows.length === 0) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))];
  const link = next.querySelector('[data-open]');
  link.focus({ focusVisible: true });
  next.scrollIntoView({ block: 'nearest' });
}

// data-key="a" stands in the row at hand or, failing that, anywhere on the page.
function act(key) {
  const row = document.activeElement?.closest('tr');
  const target = row?.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`[data-key="${key}"]:not(tr [data-key])`);
  if (!target) return false;
  if (target.matches('input, textarea, select')) target.focus();
  else target.click();
  return true;
}

const usable = {
  '/': () => document.querySelector('[data-search]'),
  j: () => rows.length > 0,
};

// The list names what works on this page, and nothing else.
for (const entry of document.querySelectorAll('[data-keys]')) {
  const key = entry.dataset.keys;
  entry.hidden = !(usable[key]?.() ?? document.querySelector(`[data-key="${key}"]`));
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  const search = document.querySelector('[data-search]');
  let used = true;
  if (event.key === '/' && search) { search.focus(); search.select(); }
  else if (event.key === 'j') move(1);
  else if (event.key === 'k') move(-1);
  else if (event.key === '?') open('keyboard');
  else used = /^[a-z]$/.test(event.key) && act(event.key);
  if (used) event.preventDefault();
});
