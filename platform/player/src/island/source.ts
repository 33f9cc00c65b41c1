// Where picture and sound come from: native HLS (WebKit), hls.js fetched at the first play, the plain file when HLS
// fails or is missing, or the sound alone.
import type Hls from 'hls.js';
import workerPath from 'hls.js/dist/hls.worker.js';

export interface Addresses { playlist?: string | undefined; file?: string | undefined; audio?: string | undefined }
export interface Level { height: number; index: number }
type Kind = 'none' | 'hls' | 'native' | 'file' | 'audio';

/** What the data saver allows; less on a line that says it is slow. */
const SAVER_HEIGHT = 480;
const SLOW_HEIGHT = 240;

interface Connection { saveData?: boolean; effectiveType?: string }
const connection = () => (navigator as Navigator & { connection?: Connection }).connection;
/** The reader has asked the browser itself to save data. */
export const wantsLess = () => connection()?.saveData === true;

export class Source extends EventTarget {
  private hls: Hls | undefined;
  private kind: Kind = 'none';
  private saver = false;
  private wanted: number | null = null;
  private mended = false;

  constructor(private video: HTMLVideoElement, private from: Addresses) {
    super();
    video.addEventListener('error', () => { if (this.kind !== 'none' && this.kind !== 'hls') this.fail(); });
  }

  get started() { return this.kind !== 'none'; }
  get soundOnly() { return this.kind === 'audio'; }

  /** Attaches the best source, standing at `at` seconds. */
  async start(at: number, soundOnly: boolean): Promise<void> {
    this.drop();
    const { playlist, audio } = this.from;
    if (soundOnly && audio) return this.plain('audio', audio, at);
    if (playlist && this.nativeHls()) return this.plain('native', playlist, at);
    if (playlist && 'MediaSource' in globalThis) {
      try {
        return await this.withHls(playlist, at);
      } catch { /* the script did not arrive: the file may */ }
    }
    this.toFile(at);
  }

  /** Lets go of everything, so that the next play starts anew. */
  drop(): void {
    this.hls?.destroy();
    this.hls = undefined;
    this.kind = 'none';
  }

  /** Rungs by height, best first; empty where the browser chooses by itself. */
  levels(): Level[] {
    const best = new Map<number, Level & { bitrate: number }>();
    this.hls?.levels.forEach((level, index) => {
      const held = best.get(level.height);
      if (level.height && (!held || held.bitrate < level.bitrate)) best.set(level.height, { height: level.height, index, bitrate: level.bitrate });
    });
    return [...best.values()].sort((a, b) => b.height - a.height);
  }

  /** Height now on screen while the choice is automatic. */
  get current(): number | undefined { return this.hls?.autoLevelEnabled ? this.hls.levels[this.hls.currentLevel]?.height : undefined; }

  /** A height, or null for automatic. */
  choose(height: number | null): void {
    this.wanted = height;
    if (!this.hls) return;
    const level = this.levels().find((l) => l.height === height);
    this.hls.nextLevel = level ? level.index : -1;
  }

  /** Caps the automatic choice. */
  save(on: boolean): void {
    this.saver = on;
    if (!this.hls) return;
    this.hls.capLevelToPlayerSize = !on;
    this.hls.autoLevelCapping = on ? this.cap() : -1;
    if (on) this.hls.nextLevel = -1;
  }

  private cap(): number {
    const most = /2g/.test(connection()?.effectiveType ?? '') ? SLOW_HEIGHT : SAVER_HEIGHT;
    const levels = this.levels();
    return (levels.find((l) => l.height <= most) ?? levels.at(-1))?.index ?? -1;
  }

  /** WebKit plays HLS itself, with AirPlay and a phone's full screen; elsewhere hls.js gives the choice of quality. */
  private nativeHls(): boolean {
    const apple = 'webkitSetPresentationMode' in this.video || !('MediaSource' in globalThis);
    return apple && this.video.canPlayType('application/vnd.apple.mpegurl') !== '';
  }

  private plain(kind: Kind, src: string, at: number): void {
    this.kind = kind;
    this.video.src = src;
    if (at > 0) this.video.addEventListener('loadedmetadata', () => { this.video.currentTime = at; }, { once: true });
    this.dispatchEvent(new Event('levels'));
  }

  private async withHls(playlist: string, at: number): Promise<void> {
    this.kind = 'hls';
    const { default: Hls } = await import('hls.js');
    const hls = new Hls({
      workerPath, startPosition: at > 0 ? at : -1, capLevelToPlayerSize: !this.saver, backBufferLength: 90, abrEwmaDefaultEstimate: 3_000_000,
      enableWebVTT: false, enableIMSC1: false, enableCEA708Captions: false, renderTextTracksNatively: false,
    });
    this.hls = hls;
    hls.on(Hls.Events.MANIFEST_PARSED, () => {
      if (this.saver) this.save(true);
      else if (this.wanted) this.choose(this.wanted);
      this.dispatchEvent(new Event('levels'));
    });
    hls.on(Hls.Events.LEVEL_SWITCHED, () => this.dispatchEvent(new Event('levels')));
    hls.on(Hls.Events.ERROR, (_, fault) => {
      if (!fault.fatal || this.hls !== hls) return;
      if (fault.type === Hls.ErrorTypes.MEDIA_ERROR && !this.mended) {
        this.mended = true;
        hls.recoverMediaError();
      } else {
        this.toFile(this.video.currentTime || at);
      }
    });
    hls.loadSource(playlist);
    hls.attachMedia(this.video);
  }

  private toFile(at: number): void {
    const playing = !this.video.paused;
    this.drop();
    if (!this.from.file) return this.fail();
    this.plain('file', this.from.file, at);
    if (playing) void this.video.play().catch(() => undefined);
  }

  private fail(): void {
    const at = this.video.currentTime;
    if (this.kind === 'native' && this.from.file) return this.toFile(at);
    this.drop();
    this.dispatchEvent(new Event('failed'));
  }
}
