// <st-transcript>: follows the talk, finds words, copies a passage with its time and source. Its lines are links that
// work without it; <st-player> answers a click on them.
import type { Moment } from './events';
import { clock, fill } from './format';

interface Line { el: HTMLAnchorElement; start: number; text: HTMLElement; plain: string }

class Transcript extends HTMLElement {
  private lines: Line[] = [];
  private box!: HTMLElement;
  private current = -1;
  private follow = true;
  private hits: Line[] = [];
  private hit = -1;

  connectedCallback(): void {
    const box = this.querySelector<HTMLElement>('.scroll');
    if (!box || this.box) return;
    this.box = box;
    this.lines = [...this.querySelectorAll<HTMLAnchorElement>('a.cue')].map((el) => {
      const text = el.querySelector<HTMLElement>('span') ?? el;
      return { el, text, start: Number(el.dataset['start']), plain: text.textContent ?? '' };
    });
    for (const el of this.querySelectorAll<HTMLElement>('[data-js]')) el.hidden = false;
    document.addEventListener('st:time', ({ detail }) => this.mark(detail));
    this.bindSearch();
    this.bindFollow();
    this.bindCopy();
  }

  private find<T extends HTMLElement>(selector: string): T { return this.querySelector<T>(selector)!; }
  private word(name: string): string { return this.dataset[`w${name}`] ?? ''; }
  private say(text: string): void { this.find('.hits').textContent = text; }

  // ---- following ----

  private mark({ t, paused }: Moment): void {
    // A hair of tolerance: a seek lands a few milliseconds before its cue.
    const next = this.lines.findLastIndex((l) => l.start <= t + 0.05);
    if (next === this.current || (next < 0 && this.current < 0)) return;
    this.current = next;
    this.lines.forEach(({ el }, i) => {
      el.classList.toggle('past', i < next);
      if (i === next && (t > 0 || !paused)) el.setAttribute('aria-current', 'true');
      else el.removeAttribute('aria-current');
    });
    this.center();
  }

  /** Moves the box, never the page, and not while somebody points or reads in it. */
  private center(): void {
    const el = this.lines[this.current]?.el;
    const reading = this.box.matches(':hover') && matchMedia('(hover:hover)').matches;
    if (!el || !this.follow || this.hits.length || reading || this.box.contains(document.activeElement)) return;
    const top = el.offsetTop - this.box.clientHeight / 4;
    const calm = matchMedia('(prefers-reduced-motion:reduce)').matches;
    this.box.scrollTo({ top, behavior: calm ? 'instant' : 'smooth' });
  }

  private bindFollow(): void {
    const button = this.find('[data-follow]');
    button.addEventListener('click', () => {
      this.follow = !this.follow;
      button.setAttribute('aria-pressed', String(this.follow));
      this.center();
    });
  }

  // ---- searching ----

  private bindSearch(): void {
    const form = this.find<HTMLFormElement>('form');
    const input = this.find<HTMLInputElement>('input');
    input.addEventListener('input', () => this.search(input.value));
    form.addEventListener('submit', (e) => { e.preventDefault(); this.next(); });
    this.find('[data-next]').addEventListener('click', () => this.next());
    input.addEventListener('keydown', (e) => {
      if (e.key !== 'Escape' || !input.value) return;
      input.value = '';
      this.search('');
    });
  }

  private search(query: string): void {
    const word = query.trim().toLocaleLowerCase();
    const searching = word.length > 1;
    this.hits = searching ? this.lines.filter((l) => l.plain.toLocaleLowerCase().includes(word)) : [];
    this.hit = -1;
    const kept = new Set(this.hits);
    for (const line of this.lines) {
      line.el.hidden = this.hits.length > 0 && !kept.has(line);
      this.light(line, kept.has(line) ? word : '');
    }
    for (const chapter of this.querySelectorAll<HTMLElement>('.chap')) chapter.hidden = this.hits.length > 0 && !this.filled(chapter);
    this.find('[data-next]').hidden = this.hits.length === 0;
    const count = this.hits.length;
    this.say(!searching ? '' : count === 0 ? this.word('None') : count === 1 ? this.word('One') : fill(this.word('Many'), { count: String(count) }));
    if (count) this.box.scrollTo({ top: 0, behavior: 'instant' });
    else this.center();
  }

  /** True when a line of that chapter is shown. */
  private filled(chapter: HTMLElement): boolean {
    for (let el = chapter.nextElementSibling; el && !el.classList.contains('chap'); el = el.nextElementSibling) {
      if (el instanceof HTMLElement && !el.hidden) return true;
    }
    return false;
  }

  private light({ text, plain }: Line, word: string): void {
    if (!word && !text.querySelector('mark')) return;
    const parts: (string | Node)[] = [];
    let from = 0;
    const low = plain.toLocaleLowerCase();
    for (let at = word ? low.indexOf(word) : -1; at >= 0; at = low.indexOf(word, from)) {
      const mark = document.createElement('mark');
      mark.textContent = plain.slice(at, at + word.length);
      parts.push(plain.slice(from, at), mark);
      from = at + word.length;
    }
    text.replaceChildren(...parts, plain.slice(from));
  }

  private next(): void {
    if (!this.hits.length) return;
    this.hit = (this.hit + 1) % this.hits.length;
    this.hits[this.hit]?.el.focus();
  }

  // ---- copying ----

  private bindCopy(): void {
    const button = this.find('[data-copy]');
    const chosen = (): [Selection, Line] | undefined => {
      const selection = getSelection();
      if (!selection || selection.isCollapsed || !this.box.contains(selection.anchorNode)) return undefined;
      const line = this.lines.find((l) => selection.containsNode(l.el, true));
      return line && [selection, line];
    };
    document.addEventListener('selectionchange', () => { button.hidden = !chosen(); });
    button.addEventListener('pointerdown', (e) => e.preventDefault()); // keep the selection
    button.addEventListener('click', () => {
      const found = chosen();
      if (found) void this.copy(...found);
    });
  }

  private async copy(selection: Selection, line: Line): Promise<void> {
    const said = this.lines.filter((l) => selection.containsNode(l.text, true)).map((l) => this.chosenPart(selection, l)).join(' ').trim();
    const { title = '', speaker = '', url = '', separator = ':' } = this.dataset;
    const values = { text: said.replace(/\s+/g, ' '), title, speaker, time: clock(line.start, separator) };
    const source = fill(this.word('Source'), values).replace(', , ', ', ');
    await navigator.clipboard.writeText(`${fill(this.word('Passage'), values)}\n${source}\n${url}?t=${Math.floor(line.start)}`);
    this.say(this.word('Copied'));
  }

  /** The part of a line's words that lies in the selection. */
  private chosenPart(selection: Selection, line: Line): string {
    const range = document.createRange();
    range.selectNodeContents(line.text);
    const held = selection.getRangeAt(0);
    if (held.compareBoundaryPoints(Range.START_TO_START, range) > 0) range.setStart(held.startContainer, held.startOffset);
    if (held.compareBoundaryPoints(Range.END_TO_END, range) < 0) range.setEnd(held.endContainer, held.endOffset);
    return range.toString();
  }
}

customElements.define('st-transcript', Transcript);
