// <st-progress>: tells how far the film is, from the server's events. The page is fetched anew when the film begins to
// play; the line goes away when all is made.

interface Rendition { name: string; height: number; state: string; permille?: number | null; remaining_s?: number | null }
interface Progress { state: string; playable: boolean; renditions: Rendition[] }

/** The page that the server has in memory may be older than the news by this much. */
const SETTLE_MS = 2500;

class FilmProgress extends HTMLElement {
  private source?: EventSource;

  connectedCallback(): void {
    const src = this.dataset['src'];
    if (!src || this.source) return;
    this.source = new EventSource(src);
    this.source.addEventListener('progress', (event) => this.show(JSON.parse((event as MessageEvent<string>).data) as Progress));
    addEventListener('pagehide', () => this.source?.close());
  }

  disconnectedCallback(): void {
    this.source?.close();
  }

  private show(now: Progress): void {
    if (now.playable && 'waiting' in this.dataset) {
      this.source?.close();
      setTimeout(() => location.reload(), SETTLE_MS);
      return;
    }
    const coming = now.renditions.filter((r) => r.state === 'waiting' || r.state === 'encoding');
    if (!coming.length && now.state !== 'arrived') {
      this.source?.close();
      this.hidden = true;
      return;
    }
    const whole = now.renditions.filter((r) => r.state !== 'failed');
    const bar = this.querySelector('progress')!;
    bar.hidden = false;
    bar.value = whole.reduce((sum, r) => sum + (r.state === 'playable' ? 1000 : r.permille ?? 0), 0) / Math.max(1, whole.length);
    const names = coming.filter((r) => r.height > 0).map((r) => `${r.height}p`);
    if (now.playable && names.length) this.write('[data-words]', this.fill('wNames', { names: this.join(names) }));
    const left = Math.max(...coming.map((r) => r.remaining_s ?? -1), -1);
    this.write('[data-left]', left < 0 ? '' : this.time(left));
  }

  private time(seconds: number): string {
    const minutes = Math.round(seconds / 60);
    if (seconds < 45) return this.dataset['wSoon'] ?? '';
    return minutes <= 1 ? this.dataset['wOne'] ?? '' : this.fill('wMany', { count: String(minutes) });
  }

  private join(names: string[]): string {
    const last = names.at(-1) ?? '';
    return names.length < 2 ? last : this.fill('wAnd', { rest: names.slice(0, -1).join(', '), last });
  }

  private fill(key: string, values: Record<string, string>): string {
    return (this.dataset[key] ?? '').replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  }

  private write(selector: string, words: string): void {
    const at = this.querySelector(selector)!;
    if (at.textContent !== words) at.textContent = words;
  }
}

customElements.define('st-progress', FilmProgress);
