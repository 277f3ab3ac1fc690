// Loads a module only where the page has something for it. Without script every page still works.
const modules = {
  '[data-theme-toggle]': './theme.js',
  '[data-copy]': './copy.js',
  '[data-local-time]': './times.js',
  '[data-live]': './progress.js',
  '[data-density="dense"]': './keys.js',
  '[data-viewer]': './viewer.js',
  '[data-file-drop]': './filedrop.js',
  '[data-guard]': './guard.js',
  '[data-dialog]': './dialogs.js',
  '[data-count]': './counter.js',
  '[data-menu]': './menus.js',
};

for (const [selector, path] of Object.entries(modules)) {
  if (document.querySelector(selector)) import(path);
}

document.querySelector('[data-focus]')?.focus();
