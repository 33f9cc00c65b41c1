// <st-player>: thin controls around a <video> that also plays without them. Everything it says stands in its attributes.
import { Beacon } from './beacon';
import { Captions } from './captions';
import { airplay, canPictureInPicture, fullScreen, lockScreen, pictureInPicture, stayAwake } from './device';
import { tell } from './events';
import { clock, fill, inWords, moment } from './format';
import { listen } from './keys';
import { Panels } from './panels';
import * as prefs from './prefs';
import { SeekBar } from './seek';
import { Source, wantsLess } from './source';

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
/** A place nearer to the beginning or to the end than this (seconds) is not worth remembering. */
const EDGE = 15;
/** Milliseconds without a move before the controls leave the full screen. */
const IDLE = 3000;

class Player extends HTMLElement {
  private video!: HTMLVideoElement;
  private source!: Source;
  private captions!: Captions;
  private bar!: SeekBar;
  private panels!: Panels;
  private prefs = prefs.load();
  /** Where the first play begins. */
  private pending = 0;
  private begun = false;
  private second = -1;
  private chapter = -2;
  private saved = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    const video = this.querySelector('video');
    if (!video || this.video) return;
    this.video = video;
    video.controls = false;
    this.prefs.saver ||= wantsLess();
    this.source = new Source(video, { playlist: this.dataset['playlist'], file: this.dataset['file'], audio: this.dataset['audio'] });
    this.captions = new Captions(this, video, this.find('.cc'), this.prefs);
    this.bar = new SeekBar(this.find<SVGSVGElement & HTMLElement>('.seek'), this.find('.peek'), this.seekHost(), this.dataset['storyboard']);
    this.panels = new Panels(this);
    this.pending = this.wantedStart();
    this.source.save(this.prefs.saver);
    this.watchVideo();
    this.bindButtons();
    this.bindSettings();
    this.bindPage();
    listen(this.keyHost());
    stayAwake(video);
    if (this.dataset['permit']) new Beacon(this.dataset['permit'], this.dataset['channel'] ?? '', video);
    this.find('.ctrl').hidden = false;
    this.find('.begin').hidden = false;
    this.toggleAttribute('data-ready', true);
    this.offerResume();
    this.applyPrefs();
    this.draw(true);
  }

  // ---- where we are ----

  private find<T extends HTMLElement = HTMLElement>(selector: string): T { return this.querySelector<T>(selector)!; }
  private word(name: string): string { return this.dataset[`w${name}`] ?? ''; }
  private get separator() { return this.dataset['separator'] ?? ':'; }
  private get duration() { return this.begun && Number.isFinite(this.video.duration) ? this.video.duration : Number(this.dataset['duration']); }
  private get position() { return this.begun && this.video.readyState > 0 ? this.video.currentTime : this.pending; }

  private get units() {
    return { hours: this.word('Hours'), minutes: this.word('Minutes'), seconds: this.word('Seconds'), and: this.word('And') };
  }

  private spoken(t: number): string {
    return fill(this.word('Position'), { now: inWords(t, this.units), total: inWords(this.duration, this.units) });
  }

  private wantedStart(): number {
    return moment(location.hash) ?? moment(location.search) ?? Number(this.dataset['start'] ?? 0);
  }

  // ---- playing ----

  private async play(): Promise<void> {
    this.find('.begin').hidden = true;
    this.find('.fault').hidden = true;
    if (!this.source.started) {
      this.begun = true;
      this.toggleAttribute('data-loading', true);
      this.lockScreen();
      await this.source.start(this.pending, this.prefs.audioOnly);
    }
    this.video.playbackRate = this.prefs.rate;
    await this.video.play().catch(() => undefined);
  }

  private toggle(): void {
    if (this.video.paused) void this.play();
    else this.video.pause();
  }

  private seek(to: number): void {
    const t = Math.min(Math.max(0, to), Math.max(0, this.duration - 0.1));
    this.pending = t;
    if (this.begun && this.video.readyState > 0) this.video.currentTime = t;
    else if (this.source.started) this.video.addEventListener('loadedmetadata', () => { this.video.currentTime = this.pending; }, { once: true });
    this.find('.resume').hidden = true;
    this.draw(true);
  }

  private by(seconds: number): void {
    this.seek(this.position + seconds);
    // The slider tells its own value; from elsewhere it is said here.
    if (!this.bar.focused) this.say(inWords(this.position, this.units));
  }

  private faster(step: number): void {
    const at = RATES.findIndex((r) => r >= this.prefs.rate - 0.01);
    this.prefs.rate = RATES[Math.min(RATES.length - 1, Math.max(0, at + step))] ?? 1;
    this.keep();
    this.say(fill(this.word('Speed'), { rate: this.rateName() }));
  }

  private rateName() { return `${this.prefs.rate.toLocaleString(document.documentElement.lang)}×`; }

  private louder(step: number): void {
    this.prefs.volume = Math.min(1, Math.max(0, Math.round((this.prefs.volume + step) * 20) / 20));
    this.prefs.muted = false;
    this.keep();
    this.say(`${Math.round(this.prefs.volume * 100)} %`);
  }

  private async reattach(): Promise<void> {
    if (!this.source.started) return;
    const playing = !this.video.paused;
    this.pending = this.position;
    await this.source.start(this.pending, this.prefs.audioOnly);
    if (playing) await this.video.play().catch(() => undefined);
  }

  // ---- what is shown and said ----

  private say(text: string): void { this.find('[data-status]').textContent = text; }

  private draw(spoken: boolean): void {
    const t = this.position;
    this.bar.draw(t, spoken || (!this.bar.focused && Math.floor(t) !== this.second));
    if (Math.floor(t) !== this.second) {
      this.second = Math.floor(t);
      this.find('.t .pos').textContent = clock(t, this.separator);
      this.find('.t small').textContent = `/ ${clock(this.duration, this.separator)}`;
    }
    const chapter = this.bar.chapter(t);
    if (chapter !== this.chapter) this.markChapter(chapter);
    tell({ t, duration: this.duration, paused: this.video.paused });
  }

  private markChapter(index: number): void {
    this.chapter = index;
    for (const list of [this.querySelectorAll('.seek a'), document.querySelectorAll('[data-st-chapters] a')]) {
      list.forEach((a, i) => { if (i === index) a.setAttribute('aria-current', 'true'); else a.removeAttribute('aria-current'); });
    }
  }

  private watchVideo(): void {
    const v = this.video;
    v.addEventListener('timeupdate', () => { this.draw(false); this.rememberPlace(false); });
    v.addEventListener('seeked', () => this.draw(true));
    v.addEventListener('durationchange', () => this.draw(false));
    for (const name of ['play', 'pause', 'ended']) v.addEventListener(name, () => this.drawPlaying());
    v.addEventListener('waiting', () => { this.toggleAttribute('data-loading', true); this.say(this.word('Loading')); });
    for (const name of ['playing', 'pause', 'ended']) v.addEventListener(name, () => this.toggleAttribute('data-loading', false));
    v.addEventListener('playing', () => this.say(''));
    v.addEventListener('pause', () => this.rememberPlace(true));
    v.addEventListener('ended', () => { prefs.remember(this.talk, 0); this.say(this.word('End')); });
    v.addEventListener('click', () => this.toggle());
    v.addEventListener('ratechange', () => this.drawSettings());
    addEventListener('pagehide', () => this.rememberPlace(true));
    this.source.addEventListener('levels', () => this.drawLevels());
    this.source.addEventListener('failed', () => this.showFault());
  }

  private drawPlaying(): void {
    const playing = !this.video.paused && !this.video.ended;
    this.toggleAttribute('data-playing', playing);
    this.find('.bar [data-act=play]').setAttribute('aria-label', this.word(playing ? 'Pause' : 'Play'));
    this.draw(true);
    this.wake();
  }

  private showFault(): void {
    const fault = this.find('.fault');
    this.pending = this.position;
    this.begun = false;
    this.toggleAttribute('data-loading', false);
    fault.hidden = false;
    this.find('.fault span').textContent = this.word('Failed');
    this.say(this.word('Failed'));
  }

  // ---- the place on this device ----

  private get talk() { return this.dataset['talk'] ?? ''; }

  private rememberPlace(now: boolean): void {
    if (!this.begun || (!now && Math.abs(this.position - this.saved) < 5)) return;
    this.saved = this.position;
    const worth = this.position > EDGE && this.position < this.duration - EDGE;
    prefs.remember(this.talk, worth ? this.position : 0);
  }

  private offerResume(): void {
    const at = this.pending > 0 ? 0 : prefs.place(this.talk);
    const button = this.find('.resume');
    button.hidden = at <= EDGE || at > this.duration - EDGE;
    button.textContent = fill(this.word('Resume'), { time: clock(at, this.separator) });
    button.dataset['at'] = String(at);
  }

  // ---- buttons, settings, keys ----

  private act(name: string, button?: HTMLElement): void {
    switch (name) {
      case 'play': this.toggle(); break;
      case 'retry': void this.play(); break;
      case 'back': this.by(-10); break;
      case 'resume': this.seek(Number(button?.dataset['at'])); void this.play(); break;
      case 'captions': this.set('captions', !this.prefs.captions); this.say(this.word(this.prefs.captions ? 'CaptionsOn' : 'CaptionsOff')); break;
      case 'mute': this.set('muted', !this.video.muted); this.say(this.word(this.prefs.muted ? 'SoundOff' : 'SoundOn')); break;
      case 'rate': if (button) this.panels.toggle(button, '[data-set=rate]'); break;
      case 'settings': if (button) this.panels.toggle(button, 'select,input'); break;
      case 'volume': if (button) this.panels.toggle(button, 'input'); break;
      case 'full': void fullScreen(this, this.video); break;
      case 'pip': void pictureInPicture(this.video); break;
      case 'help': this.panels.close(); this.find<HTMLDialogElement>('dialog').showModal(); break;
    }
  }

  private bindButtons(): void {
    this.addEventListener('click', (e) => {
      const button = e.target instanceof Element ? e.target.closest<HTMLElement>('[data-act]') : null;
      if (button?.dataset['act'] && button.dataset['act'] !== 'airplay') this.act(button.dataset['act'], button);
    });
    this.find('[data-act=pip]').hidden = !canPictureInPicture(this.video);
    airplay(this.video, this.find('[data-act=airplay]'));
    document.addEventListener('fullscreenchange', () => {
      const full = document.fullscreenElement === this;
      this.find('[data-act=full]').setAttribute('aria-label', this.word(full ? 'LeaveFull' : 'Full'));
      this.wake();
    });
    for (const name of ['pointermove', 'pointerdown', 'keydown', 'focusin']) this.addEventListener(name, () => this.wake());
  }

  /** Shows the controls; in full screen they leave again while the talk plays and nobody is in them. */
  private wake(): void {
    this.toggleAttribute('data-idle', false);
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      const busy = this.panels.shown || this.find('.ctrl').matches(':hover') || this.querySelector('.ctrl :focus-visible');
      if (document.fullscreenElement === this && !this.video.paused && !busy) this.toggleAttribute('data-idle', true);
    }, IDLE);
  }

  private set<K extends keyof prefs.Prefs>(key: K, value: prefs.Prefs[K]): void {
    this.prefs[key] = value;
    this.keep();
  }

  private keep(): void {
    prefs.save(this.prefs);
    this.applyPrefs();
  }

  private applyPrefs(): void {
    const { video, prefs: p } = this;
    video.playbackRate = p.rate;
    video.volume = p.volume;
    video.muted = p.muted;
    this.captions.apply();
    this.find('.art').hidden = !p.audioOnly;
    this.drawSettings();
  }

  private drawSettings(): void {
    const p = this.prefs;
    this.querySelector('[data-act=captions]')?.setAttribute('aria-pressed', String(p.captions));
    this.toggleAttribute('data-muted', p.muted || p.volume === 0);
    const rate = this.find('[data-act=rate]');
    rate.textContent = this.rateName();
    rate.setAttribute('aria-label', fill(this.word('Speed'), { rate: this.rateName() }));
    for (const field of this.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[data-set]')) {
      const value = { ...p, mute: p.muted, volume: Math.round(p.volume * 100), quality: undefined }[field.dataset['set'] as 'rate'] as unknown;
      if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = value === true;
      else if (value !== undefined && value !== '') field.value = String(value);
    }
  }

  private bindSettings(): void {
    this.addEventListener('input', (e) => {
      const field = e.target;
      if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
      const on = field instanceof HTMLInputElement && field.checked;
      switch (field.dataset['set']) {
        case 'rate': this.set('rate', Number(field.value)); break;
        case 'volume': this.prefs.muted = false; this.set('volume', Number(field.value) / 100); break;
        case 'mute': this.set('muted', on); break;
        case 'quality': this.prefs.saver = false; this.source.save(false); this.source.choose(field.value ? Number(field.value) : null); this.keep(); break;
        case 'saver': this.set('saver', on); this.source.save(on); this.drawLevels(); break;
        case 'audioOnly': this.set('audioOnly', on); void this.reattach(); break;
        case 'keys': this.set('keys', on); break;
        case 'lang': case 'size': case 'colour': case 'ground': this.set(field.dataset['set'], field.value); break;
      }
    });
  }

  private drawLevels(): void {
    const levels = this.source.levels();
    for (const el of this.querySelectorAll<HTMLElement>('[data-only=quality]')) el.hidden = levels.length < 2;
    const select = this.find<HTMLSelectElement & HTMLElement>('[data-set=quality]');
    const chosen = this.prefs.saver ? '' : select.value;
    const now = this.source.current;
    const option = (value: string, label: string) => new Option(label, value, false, value === chosen);
    const auto = now ? fill(this.word('AutoNow'), { name: `${now}p` }) : this.word('Auto');
    select.replaceChildren(option('', auto), ...levels.map((l) => option(String(l.height), `${l.height}p`)));
  }

  /** Links to a moment anywhere on the page, and other islands' wishes, are played here without leaving the page. */
  private bindPage(): void {
    document.addEventListener('click', (e) => {
      const link = e.target instanceof Element ? e.target.closest<HTMLAnchorElement>('a[data-start]') : null;
      if (!link || e.defaultPrevented || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
      e.preventDefault();
      this.seek(Number(link.dataset['start']));
      void this.play();
    });
    document.addEventListener('st:seek', ({ detail }) => {
      this.seek(detail.t);
      if (detail.play !== false) void this.play();
    });
    addEventListener('hashchange', () => {
      const t = moment(location.hash);
      if (t !== null) this.seek(t);
    });
  }

  private lockScreen(): void {
    lockScreen({
      title: this.dataset['title'] ?? '', speaker: this.dataset['speaker'] ?? '', artwork: this.dataset['artwork'],
      play: () => void this.play(), pause: () => this.video.pause(), by: (s) => this.by(s), seek: (t) => this.seek(t),
    });
  }

  private seekHost() {
    return { duration: () => this.duration, position: () => this.position, seek: (t: number) => this.seek(t), words: (t: number) => this.spoken(t), separator: this.separator };
  }

  private keyHost() {
    return {
      root: this, enabled: () => this.prefs.keys, toggle: () => this.toggle(), by: (s: number) => this.by(s), seek: (t: number) => this.seek(t),
      duration: () => this.duration, louder: (step: number) => this.louder(step), faster: (step: number) => this.faster(step), act: (name: string) => this.act(name),
    };
  }
}

customElements.define('st-player', Player);
