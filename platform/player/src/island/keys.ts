// Keyboard: single keys while focus is in the player, or on the page itself and nobody is writing. Can be switched off.

export interface KeyHost {
  readonly root: HTMLElement;
  enabled(): boolean;
  toggle(): void;
  by(seconds: number): void;
  seek(t: number): void;
  duration(): number;
  louder(step: number): void;
  faster(step: number): void;
  act(name: 'mute' | 'captions' | 'full' | 'pip' | 'help'): void;
}

const WRITING = 'input:not([type=checkbox],[type=radio],[type=range],[type=button]),textarea,select,[contenteditable]';
const CHOOSING = 'input[type=range],input[type=radio],select';

/** True when the key was meant for the player and has been obeyed. */
function obey(e: KeyboardEvent, host: KeyHost, inside: boolean, slider: boolean): boolean {
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  const target = e.target instanceof Element ? e.target : null;
  if (key >= '0' && key <= '9' && key.length === 1) { host.seek((host.duration() * Number(key)) / 10); return true; }
  switch (key) {
    case ' ':
      if (target?.closest('button,summary,input,a[href],[role=button]') && !slider && target.tagName !== 'a') return false;
      host.toggle();
      return true;
    case 'k': host.toggle(); return true;
    case 'ArrowLeft': host.by(-5); return true;
    case 'ArrowRight': host.by(5); return true;
    case 'j': host.by(-10); return true;
    case 'l': host.by(10); return true;
    case 'PageDown': if (slider) host.by(-60); return slider;
    case 'PageUp': if (slider) host.by(60); return slider;
    case 'ArrowUp': if (slider) host.by(5); else if (inside) host.louder(0.1); return inside;
    case 'ArrowDown': if (slider) host.by(-5); else if (inside) host.louder(-0.1); return inside;
    case 'Home': if (inside) host.seek(0); return inside;
    case 'End': if (inside) host.seek(host.duration()); return inside;
    case 'm': host.act('mute'); return true;
    case 'c': host.act('captions'); return true;
    case 'f': host.act('full'); return true;
    case 'p': host.act('pip'); return true;
    case '?': host.act('help'); return true;
    case '<': host.faster(-1); return true;
    case '>': host.faster(1); return true;
    default: return false;
  }
}

/** Listens on the document; returns nothing, for the player lives as long as its page. */
export function listen(host: KeyHost): void {
  document.addEventListener('keydown', (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || document.querySelector('dialog[open]')) return;
    const target = e.target instanceof Element ? e.target : document.body;
    const inside = host.root.contains(target);
    const slider = target.getAttribute('role') === 'slider';
    if (!inside && target !== document.body && target !== document.documentElement) return;
    if (target.matches(WRITING) || (target.matches(CHOOSING) && (e.key.startsWith('Arrow') || e.key === 'Home' || e.key === 'End'))) return;
    // The slider's own keys are no shortcuts and stay on; so does play and pause on the picture.
    if (!host.enabled() && !slider) return;
    if (obey(e, host, inside, slider)) e.preventDefault();
  });
}
