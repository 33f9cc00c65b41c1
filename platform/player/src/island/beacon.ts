// The view beacon: which seconds were watched, cumulative, so that a lost message is mended by the next one. The play
// session lives in this object only; nothing is stored on the device.

/** Played seconds at which a beacon is sent; further ones when the page hides and when the talk ends. */
const AT = [10, 30, 120, 300, 600];
const MOST_RANGES = 64;
/** A longer step between two ticks than this is a jump, not playing. */
const STEP = 1.5;

export class Beacon {
  private ranges: [number, number][] = [];
  private last: number | null = null;
  private played = 0;
  private sent = -1;
  private count = 0;
  private token: Promise<string | undefined> | undefined;
  private key: string | undefined;

  constructor(private permit: string, private channel: string, private video: HTMLVideoElement) {
    video.addEventListener('playing', () => this.begin());
    video.addEventListener('timeupdate', () => this.tick());
    video.addEventListener('seeking', () => { this.last = null; });
    video.addEventListener('ended', () => { this.tick(); this.send(); });
    addEventListener('pagehide', () => this.send());
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.send(); });
  }

  private begin(): void {
    this.last = this.video.currentTime;
    this.token ??= fetch(`/v?p=${encodeURIComponent(this.permit)}`, { credentials: 'omit' })
      .then((answer) => (answer.ok ? answer.text() : undefined), () => undefined)
      .then((key) => {
        this.key = key;
        if (!key) this.token = undefined;
        return key;
      });
  }

  private tick(): void {
    const now = this.video.currentTime;
    const before = this.last;
    this.last = now;
    if (before === null || this.video.seeking || now <= before || now - before > STEP * this.video.playbackRate) return;
    const passed = AT.filter((s) => this.played < s).length;
    this.played += now - before;
    this.add(before, now);
    if (passed !== AT.filter((s) => this.played < s).length) this.send();
  }

  /** Joins a stretch to the sorted, disjoint ranges; the closest neighbours grow together above the limit. */
  private add(start: number, end: number): void {
    const touching = this.ranges.filter(([a, b]) => b >= start - 0.5 && a <= end + 0.5);
    const joined: [number, number] = [Math.min(start, ...touching.map((r) => r[0])), Math.max(end, ...touching.map((r) => r[1]))];
    this.ranges = [...this.ranges.filter((r) => !touching.includes(r)), joined].sort((a, b) => a[0] - b[0]);
    while (this.ranges.length > MOST_RANGES) {
      let [at, gap] = [1, Infinity];
      for (let i = 1; i < this.ranges.length; i++) {
        const here = this.ranges[i]![0] - this.ranges[i - 1]![1];
        if (here < gap) [at, gap] = [i, here];
      }
      this.ranges[at - 1]![1] = this.ranges[at]![1];
      this.ranges.splice(at, 1);
    }
  }

  private send(): void {
    if (this.played < 1 || this.played === this.sent || !this.key) return;
    this.sent = this.played;
    const whole = this.ranges.map(([a, b]) => [Math.round(a), Math.round(b)] as const).filter(([a, b]) => b > a);
    const body = JSON.stringify({ k: this.key, q: ++this.count, r: whole, p: Math.round(this.played), ch: this.channel });
    navigator.sendBeacon('/v', body);
  }
}
