// The small panels over the controls: opened by a button that says so, closed by Escape, by the button, or by leaving.

export class Panels {
  constructor(private root: HTMLElement) {
    root.addEventListener('keydown', (e) => {
      const open = this.open();
      if (e.key !== 'Escape' || !open) return;
      e.preventDefault();
      this.close();
      this.opener(open)?.focus();
    });
    document.addEventListener('pointerdown', (e) => {
      const at = e.target instanceof Element ? e.target : null;
      if (this.open() && !at?.closest('.pop,[aria-controls]')) this.close();
    });
    root.addEventListener('focusin', (e) => {
      const at = e.target instanceof Element ? e.target : null;
      if (this.open() && !at?.closest('.pop,[aria-controls]')) this.close();
    });
  }

  get shown() { return this.open() !== undefined; }

  /** Opens the panel of that button, or closes it; `first` names the control that gets focus. */
  toggle(button: HTMLElement, first: string): void {
    const panel = document.getElementById(button.getAttribute('aria-controls') ?? '');
    const was = panel && !panel.hidden;
    this.close();
    if (!panel || was) return;
    panel.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    panel.querySelector<HTMLElement>(first)?.focus();
  }

  close(): void {
    for (const panel of this.root.querySelectorAll<HTMLElement>('.pop')) panel.hidden = true;
    for (const button of this.root.querySelectorAll('[aria-expanded]')) button.setAttribute('aria-expanded', 'false');
  }

  private open() { return this.root.querySelector<HTMLElement>('.pop:not([hidden])') ?? undefined; }
  private opener(panel: HTMLElement) { return this.root.querySelector<HTMLElement>(`[aria-expanded=true][aria-controls="${panel.id}"]`); }
}
