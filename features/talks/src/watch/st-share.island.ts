// <st-share>: the talk's address from the moment that is playing (the choice appears once there is one); copies it, or hands it to the device's own share sheet.
import { clock, fill } from '../../../../platform/player/src/island/format';
import '../../../../platform/player/src/island/events';

/** Characters of the current line that are quoted beside the time. */
const QUOTE = 28;

class Share extends HTMLElement {
  private t = 0;
  private field!: HTMLInputElement;

  connectedCallback(): void {
    const field = this.querySelector<HTMLInputElement>('.url input');
    if (!field || this.field) return;
    this.field = field;
    this.find('[data-copy]').hidden = false;
    this.find('[data-share]').hidden = typeof navigator.share !== 'function';
    const from = this.find<HTMLInputElement>('[type=checkbox]');
    document.addEventListener('st:time', ({ detail }) => {
      if (Math.floor(detail.t) === this.t) return;
      this.t = Math.floor(detail.t);
      this.draw(from.checked);
    });
    from.addEventListener('change', () => this.draw(from.checked));
    field.addEventListener('focus', () => field.select());
    this.find('[data-copy]').addEventListener('click', () => void this.copy());
    this.find('[data-share]').addEventListener('click', () => void navigator.share({ title: this.dataset['title'] ?? '', url: field.value }).catch(() => undefined));
  }

  private find<T extends HTMLElement = HTMLElement>(selector: string): T { return this.querySelector<T>(selector)!; }

  private draw(from: boolean): void {
    const url = this.dataset['url'] ?? '';
    this.field.value = from && this.t > 0 ? `${url}?t=${this.t}` : url;
    this.find('[data-js]').hidden = this.t === 0;
    this.find('.at').textContent = clock(this.t, this.dataset['separator'] ?? ':');
    const said = document.querySelector('st-transcript .cue[aria-current] span')?.textContent?.trim() ?? '';
    const quote = said.length > QUOTE ? `${said.slice(0, said.lastIndexOf(' ', QUOTE) > 8 ? said.lastIndexOf(' ', QUOTE) : QUOTE)} …` : said;
    this.find('[data-quote]').textContent = quote ? fill(this.dataset['wQuote'] ?? '', { quote }) : '';
  }

  private async copy(): Promise<void> {
    this.field.select();
    await navigator.clipboard.writeText(this.field.value);
    this.find('[role=status]').textContent = this.dataset['wCopied'] ?? '';
    const button = this.find('[data-copy]');
    const before = button.textContent;
    button.textContent = this.dataset['wCopied'] ?? before;
    setTimeout(() => { button.textContent = before; }, 2000);
  }
}

customElements.define('st-share', Share);
