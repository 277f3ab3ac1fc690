// Copy buttons. The clipboard exists only in secure contexts; elsewhere the buttons stay hidden.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll('[data-copy]')) {
    const use = button.querySelector('use');
    const icon = use?.getAttribute('href');
    const label = button.getAttribute('aria-label');
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      use?.setAttribute('href', icon.replace(/#.*/, '#tick'));
      button.setAttribute('aria-label', 'Copied');
      setTimeout(() => {
        use?.setAttribute('href', icon);
        button.setAttribute('aria-label', label);
      }, 1600);
    });
  }
}
