// Lets a plain file input take drops, and says at once when a file is too large. The server decides all the same.
const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

for (const area of document.querySelectorAll('[data-file-drop]')) {
  const input = area.querySelector('input[type="file"]');
  const words = area.querySelector('.file-drop-words');
  const most = Number(input.dataset.maxBytes) || Infinity;

  const say = () => {
    const files = [...input.files];
    const large = files.find((file) => file.size > most);
    words.classList.toggle('is-over', Boolean(large));
    words.textContent = large
      ? `${large.name} has ${size(large.size)}; choose a file of at most ${size(most)}`
      : files.map((file) => `${file.name}, ${size(file.size)}`).join(' · ');
  };

  words.textContent = 'Or drop it here';
  input.addEventListener('change', say);
  for (const kind of ['dragenter', 'dragover']) {
    area.addEventListener(kind, (event) => {
      event.preventDefault();
      area.classList.add('is-over');
    });
  }
  for (const kind of ['dragleave', 'drop']) area.addEventListener(kind, () => area.classList.remove('is-over'));
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    say();
  });
}
