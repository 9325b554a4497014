/** Which bands of a wall were open is remembered on this computer, page by page. */

function keyOf(band: HTMLDetailsElement): string {
  return `s-band ${location.pathname} ${band.id}`;
}

export function rememberBands(): void {
  for (const band of document.querySelectorAll<HTMLDetailsElement>("details.s-band[id]")) {
    try {
      const kept = localStorage.getItem(keyOf(band));
      if (kept !== null) band.open = kept === "open";
      const head = band.querySelector("summary");
      head?.addEventListener("click", () => {
        localStorage.setItem(keyOf(band), band.open ? "closed" : "open"); // it is about to turn
      });
    } catch {
      return; // a browser that keeps nothing
    }
  }
}
