/** Keys: `/` to search, `g` and a letter to a room, `?` for the list. None acts while one types. */

const WAIT = 1200; // milliseconds between `g` and its letter

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, select, textarea, [contenteditable]");
}

function toSearch(): boolean {
  const box = document.querySelector<HTMLInputElement>("main input[type=search], main [role=search] input:not([type=hidden])");
  box?.focus();
  box?.select();
  return box !== null;
}

function toRoom(letter: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`.s-nav a[data-key="${CSS.escape(letter)}"]`);
  if (link) location.assign(link.href);
  return link !== null;
}

function list(): boolean {
  const dialog = document.querySelector<HTMLDialogElement>("dialog#s-keys");
  if (dialog && !dialog.open) dialog.showModal();
  return dialog !== null;
}

export function keys(): void {
  let asked = -Infinity; // when `g` was pressed
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const going = event.timeStamp - asked < WAIT;
    asked = -Infinity;
    let done = false;
    if (going) done = toRoom(event.key);
    else if (event.key === "g") asked = event.timeStamp;
    else if (event.key === "/") done = toSearch();
    else if (event.key === "?") done = list();
    if (done) event.preventDefault();
  });
}
