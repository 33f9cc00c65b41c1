// The seek bar: chapters as stretches (and links), the light as a slider, and a preview from the storyboard.
import { clock } from './format';

interface Stretch { start: number; end: number; title: string; x: number; width: number; done: SVGElement | null }
interface Shot { start: number; src: string; x: number; y: number; w: number; h: number }

export interface SeekHost { duration(): number; position(): number; seek(t: number): void; words(t: number): string; separator: string }

export class SeekBar {
  private readonly stretches: Stretch[];
  private readonly knob: SVGElement;
  private readonly place: SVGElement;
  private shots: Shot[] | undefined;
  private drag: number | null = null;

  constructor(private svg: SVGSVGElement, private peek: HTMLElement, private host: SeekHost, private storyboard: string | undefined) {
    this.knob = svg.querySelector<SVGElement>('.knob')!;
    this.place = svg.querySelector<SVGElement>('.at-knob')!;
    this.stretches = [...svg.querySelectorAll<SVGElement>('[data-start]')].map((el) => {
      const ground = el.querySelector('.seg-b');
      return {
        start: Number(el.dataset['start']), end: Number(el.dataset['end']), title: el.dataset['title'] ?? '',
        x: parseFloat(ground?.getAttribute('x') ?? '0'), width: parseFloat(ground?.getAttribute('width') ?? '100'), done: el.querySelector<SVGElement>('.seg-p'),
      };
    });
    svg.addEventListener('pointerdown', (e) => this.grab(e));
    svg.addEventListener('pointermove', (e) => this.move(e));
    svg.addEventListener('pointerup', (e) => this.release(e));
    svg.addEventListener('pointercancel', () => { this.drag = null; this.hide(); });
    svg.addEventListener('pointerleave', () => { if (this.drag === null) this.hide(); });
    // A pointer goes where it points; a chapter's start is for the keyboard.
    svg.addEventListener('click', (e) => {
      e.preventDefault();
      const link = e.target instanceof Element ? e.target.closest<SVGElement>('a[data-start]') : null;
      if (e.detail === 0 && link) host.seek(Number(link.dataset['start']));
      e.stopPropagation();
    });
    document.addEventListener('keydown', (e) => { if (e.key === 'Escape') this.hide(); });
  }

  /** Draws the position; `spoken` also renews what a screen reader hears. */
  draw(t: number, spoken: boolean): void {
    const at = this.drag ?? t;
    for (const s of this.stretches) {
      const share = Math.min(1, Math.max(0, (at - s.start) / Math.max(0.001, s.end - s.start)));
      s.done?.setAttribute('width', `${(s.width * share).toFixed(2)}%`);
    }
    this.place.setAttribute('x', `${((100 * at) / this.length()).toFixed(2)}%`);
    if (!spoken) return;
    this.knob.setAttribute('aria-valuenow', String(Math.floor(at)));
    this.knob.setAttribute('aria-valuetext', this.host.words(at));
  }

  /** Index of the chapter at `t`. */
  chapter(t: number): number {
    return this.stretches.findIndex((s) => t >= s.start && t < s.end);
  }

  get focused() { return document.activeElement === this.knob; }

  private length() { return Math.max(0.001, this.host.duration()); }

  private at(e: PointerEvent): number {
    const box = this.svg.getBoundingClientRect();
    return Math.min(1, Math.max(0, (e.clientX - box.left) / box.width)) * this.length();
  }

  private grab(e: PointerEvent): void {
    if (e.button !== 0) return;
    this.svg.setPointerCapture(e.pointerId);
    this.drag = this.at(e);
    this.draw(this.drag, false);
    e.preventDefault();
  }

  private move(e: PointerEvent): void {
    const t = this.at(e);
    if (this.drag !== null) {
      this.drag = t;
      this.draw(t, false);
    }
    if (this.drag !== null || e.pointerType === 'mouse') void this.show(t);
  }

  private release(e: PointerEvent): void {
    if (this.drag === null) return;
    const t = this.at(e);
    this.drag = null;
    this.hide();
    this.host.seek(t);
  }

  private hide(): void { this.peek.hidden = true; }

  private async show(t: number): Promise<void> {
    const [title, time] = [this.peek.querySelector('b'), this.peek.querySelector('span')];
    if (title) title.textContent = this.stretches[this.chapter(t)]?.title ?? '';
    if (time) time.textContent = clock(t, this.host.separator);
    this.peek.hidden = false;
    this.peek.style.setProperty('--at', String(t / this.length()));
    const shots = await this.load();
    const shot = shots.findLast((s) => s.start <= t);
    const picture = this.peek.querySelector<HTMLElement>('.shot');
    if (!picture) return;
    picture.hidden = !shot;
    if (!shot) return;
    picture.style.setProperty('inline-size', `${shot.w}px`);
    picture.style.setProperty('block-size', `${shot.h}px`);
    picture.style.setProperty('background', `url(${JSON.stringify(shot.src)}) -${shot.x}px -${shot.y}px`);
  }

  /** The storyboard's WebVTT: cues of `sprite.jpg#xywh=x,y,w,h`; fetched when the pointer first asks. */
  private async load(): Promise<Shot[]> {
    if (this.shots) return this.shots;
    this.shots = [];
    if (!this.storyboard) return this.shots;
    const answer = await fetch(this.storyboard).catch(() => undefined);
    const text = answer?.ok ? await answer.text() : '';
    const cue = /(?:(\d+):)?(\d+):(\d+\.\d+)\s+-->[^\n]*\n([^\n#]+)#xywh=(\d+),(\d+),(\d+),(\d+)/g;
    for (const m of text.replaceAll('\r', '').matchAll(cue)) {
      const n = (i: number) => Number(m[i] ?? 0);
      this.shots.push({ start: n(1) * 3600 + n(2) * 60 + n(3), src: new URL(m[4] ?? '', answer?.url).href, x: n(5), y: n(6), w: n(7), h: n(8) });
    }
    return this.shots;
  }
}
