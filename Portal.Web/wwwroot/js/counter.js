// Counts down under a text area; speaks only after a pause, so that it does not talk over typing.
for (const area of document.querySelectorAll('[data-count]')) {
  const line = document.getElementById(`${area.id}-count`);
  const spoken = line?.nextElementSibling;
  if (!line) continue;
  const most = Number(area.dataset.count);
  let timer;
  const update = () => {
    const left = most - area.value.length;
    const many = Math.abs(left).toLocaleString('en');
    line.textContent = left < 0 ? `${many} characters too many` : `${many} characters left`;
    line.classList.toggle('is-over', left < 0);
    clearTimeout(timer);
    timer = setTimeout(() => { if (spoken && document.activeElement === area) spoken.textContent = line.textContent; }, 1200);
  };
  area.addEventListener('input', update);
  update();
}
