// Light or dark by hand; the server reads the cookie, so the next page is drawn right from its first byte.
const root = document.documentElement;
const systemDark = matchMedia('(prefers-color-scheme: dark)');

for (const button of document.querySelectorAll('[data-theme-toggle]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const now = root.dataset.theme || (systemDark.matches ? 'dark' : 'light');
    const next = now === 'dark' ? 'light' : 'dark';
    root.dataset.theme = next;
    const secure = location.protocol === 'https:' ? '; secure' : '';
    document.cookie = `portal-theme=${next}; path=/; max-age=31536000; samesite=lax${secure}`;
  });
}
