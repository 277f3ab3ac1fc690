// Follows the building of a package: "stage" events change a line, "finished" loads the page again.
const icons = { done: 'tick', failed: 'stop', running: 'running', waiting: 'dot' };

function show(list, stage) {
  const line = list.querySelector(`[data-stage="${CSS.escape(stage.key)}"]`);
  if (!line) return;
  line.dataset.state = stage.state;
  line.querySelector('.stage-words').textContent = stage.words;
  const use = line.querySelector('use');
  use.setAttribute('href', use.getAttribute('href').replace(/#.*/, `#${icons[stage.state] ?? 'dot'}`));
  const bar = line.querySelector('progress');
  bar.max = stage.total > 0 ? stage.total : 1;
  if (stage.state === 'done') bar.value = bar.max;
  else if (stage.total > 0 || stage.state !== 'running') bar.value = Math.min(stage.done, bar.max);
  else bar.removeAttribute('value');
}

for (const list of document.querySelectorAll('[data-live]')) {
  const source = new EventSource(list.dataset.live);
  source.addEventListener('stage', (event) => show(list, JSON.parse(event.data)));
  source.addEventListener('finished', () => {
    source.close();
    location.reload();
  });
}
