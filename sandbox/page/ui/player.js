// Voice messages and music. One plays at a time over the whole page.

import { h, icon, s } from '../dom.js';
import { duration } from '../format.js';
import { t } from '../i18n.js';

const BARS = 42;
let playing = null;

/** The same bars for the same recording each time: its true levels are not in the message. */
function levels(seed) {
  let x = 2166136261;
  for (const c of String(seed)) x = Math.imul(x ^ c.codePointAt(0), 16777619) >>> 0;
  return Array.from({ length: BARS }, (_, index) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    const wave = 0.45 + 0.35 * Math.sin(index / 3.1) * Math.cos(index / 7.3);
    return Math.max(0.14, Math.min(1, wave + ((x >>> 8) / 0xffffff - 0.5) * 0.6));
  });
}

function waveform(seed) {
  const bars = levels(seed).map((level, index) => s('rect', { x: index * 4, y: (20 - level * 20) / 2, width: 2.4, height: level * 20, rx: 1.2 }));
  return { svg: s('svg', { class: 'wave', viewBox: `0 0 ${BARS * 4} 20`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, bars), bars };
}

/** A player. `title` and `performer` make it a piece of music, without them it is a voice. */
export function player({ url, seconds, seed, title, performer }) {
  const voice = title === undefined;
  const audio = new Audio();
  audio.preload = 'none';
  audio.src = url;
  const total = () => (Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : (seconds ?? 0));
  const time = h('span', { class: 'player-time' }, duration(seconds));
  const seek = h('input', { type: 'range', class: 'player-seek', min: '0', max: '1000', step: '1', 'aria-label': t('seek') });
  seek.value = '0';
  const button = h('button', { type: 'button', class: 'player-button' });
  const wave = voice ? waveform(seed) : null;

  const draw = () => {
    const active = !audio.paused;
    button.replaceChildren(icon(active ? 'pause' : 'play'));
    button.setAttribute('aria-label', t(active ? 'pause' : 'play'));
    const ratio = total() > 0 ? audio.currentTime / total() : 0;
    seek.value = String(Math.round(ratio * 1000));
    seek.style.setProperty('--done', `${ratio * 100}%`);
    wave?.bars.forEach((bar, index) => bar.classList.toggle('is-done', index / BARS < ratio));
    const started = active || audio.currentTime > 0;
    time.textContent = voice ? duration(started ? audio.currentTime : total()) : `${started ? `${duration(audio.currentTime)} / ` : ''}${duration(total())}`;
  };
  button.addEventListener('click', () => {
    if (!audio.paused) {
      audio.pause();
      return;
    }
    if (playing && playing !== audio) playing.pause();
    playing = audio;
    audio.play().catch(() => node.classList.add('is-broken'));
  });
  seek.addEventListener('input', () => {
    if (total() > 0 && audio.readyState > 0) audio.currentTime = (Number(seek.value) / 1000) * total();
  });
  for (const type of ['play', 'pause', 'ended', 'timeupdate', 'loadedmetadata']) audio.addEventListener(type, draw);
  audio.addEventListener('error', () => node.classList.add('is-broken'));

  const node = h(
    'div',
    { class: ['player', voice ? 'player-voice' : 'player-audio'] },
    button,
    h(
      'div',
      { class: 'player-body' },
      voice ? null : h('span', { class: 'player-title', dir: 'auto' }, title),
      voice ? null : h('span', { class: 'player-performer', dir: 'auto' }, performer || t('unknown_performer')),
      h('div', { class: 'player-track' }, wave?.svg, seek),
      time,
    ),
  );
  draw();
  return node;
}
