// data-dialog="id" opens the native dialog of that id; the link's own address is the same question as a page.
export function open(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  if (!dialog.open) dialog.showModal();
  return true;
}

for (const opener of document.querySelectorAll('[data-dialog]')) {
  opener.addEventListener('click', (event) => {
    if (open(opener.dataset.dialog)) event.preventDefault();
  });
}

for (const dialog of document.querySelectorAll('dialog')) {
  dialog.addEventListener('click', (event) => {
    // Only the backdrop has the dialog itself as target.
    if (event.target === dialog) dialog.close();
  });
}
