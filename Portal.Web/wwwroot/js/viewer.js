// Zoom for page images, by steps that the style sheet knows.
const steps = ['75', '100', '125', '150', '200', '300'];

for (const viewer of document.querySelectorAll('[data-viewer]')) {
  const tools = viewer.querySelector('[data-viewer-tools]');
  const words = viewer.querySelector('.viewer-zoom');
  tools.hidden = false;
  tools.addEventListener('click', (event) => {
    const step = event.target.closest('[data-zoom-step]')?.dataset.zoomStep;
    if (!step) return;
    const at = Math.max(steps.indexOf(viewer.dataset.zoom), viewer.dataset.zoom === 'fit' ? 1 : 0);
    const next = step === 'fit' ? 'fit' : steps[Math.min(steps.length - 1, Math.max(0, at + (step === 'in' ? 1 : -1)))];
    viewer.dataset.zoom = next;
    words.textContent = next === 'fit' ? 'Fit' : `${next}%`;
  });
}
