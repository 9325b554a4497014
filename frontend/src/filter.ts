/** A box above the first card wall: cards are filtered as one types. */

const FEWEST = 12; // cards; fewer need no box

/** The part of the page, a child of `main`, in which the first card stands. */
function partOf(card: Element): Element {
  let part = card;
  while (part.parentElement && part.parentElement.tagName !== "MAIN") part = part.parentElement;
  return part;
}

function matches(card: Element, words: string[]): boolean {
  const text = (card.textContent ?? "").toLowerCase();
  return words.every((word) => text.includes(word));
}

function show(cards: HTMLElement[], words: string[]): number {
  let shown = 0;
  for (const card of cards) {
    card.hidden = !matches(card, words);
    if (!card.hidden) shown += 1;
  }
  for (const box of document.querySelectorAll<HTMLElement>(".s-joined, .s-band")) {
    const inside = box.querySelectorAll(".s-card");
    if (inside.length) box.hidden = !box.querySelector(".s-card:not([hidden])");
  }
  return shown;
}

export function filterCards(): void {
  const cards = [...document.querySelectorAll<HTMLElement>("main .s-card")];
  const made = document.querySelector<HTMLTemplateElement>("template#s-filter");
  if (cards.length < FEWEST || !made) return;
  const part = partOf(cards[0]);
  part.parentElement?.insertBefore(made.content.cloneNode(true), part);
  const box = part.previousElementSibling;
  const input = box?.querySelector("input");
  const output = box?.querySelector("output");
  if (!input || !output) return;
  let opened: HTMLDetailsElement[] = [];
  const filter = (): void => {
    const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length && !opened.length) {
      opened = [...document.querySelectorAll<HTMLDetailsElement>("details.s-band:not([open])")];
      for (const band of opened) band.open = true;
    }
    const shown = show(cards, words);
    output.value = words.length ? `${shown} / ${cards.length}` : "";
    if (!words.length) {
      for (const band of opened) band.open = false;
      opened = [];
    }
  };
  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    input.value = "";
    filter();
  });
}
