/** Leaving a form that was edited and not sent is asked about by the browser. */

export function warnBeforeLeaving(): void {
  const edited = new Set<HTMLFormElement>();
  document.addEventListener("input", (event) => {
    const form = (event.target as Element | null)?.closest<HTMLFormElement>("main form");
    if (form && form.method === "post") edited.add(form);
  });
  document.addEventListener("reset", (event) => edited.delete(event.target as HTMLFormElement));
  document.addEventListener("submit", () => edited.clear());
  window.addEventListener("beforeunload", (event) => {
    if (edited.size) event.preventDefault();
  });
}
