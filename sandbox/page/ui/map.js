// A drawn map for a place. No tiles are loaded: the streets are made up from the coordinates, so that
// two places look different and one place always looks the same.

import { h, icon, s } from '../dom.js';
import { coordinates } from '../format.js';
import { t } from '../i18n.js';

function numbers(seed) {
  let x = seed >>> 0 || 1;
  return () => {
    x ^= x << 13;
    x >>>= 0;
    x ^= x >>> 17;
    x ^= x << 5;
    x >>>= 0;
    return x / 0x100000000;
  };
}

function streets(latitude, longitude) {
  const random = numbers(Math.imul(Math.round(latitude * 1e4) + 900001, 2654435761) ^ Math.imul(Math.round(longitude * 1e4) + 1800003, 40503));
  const tilt = Math.round(random() * 50 - 25);
  const parts = [s('rect', { class: 'map-land', x: -80, y: -80, width: 480, height: 320 })];
  for (let index = 0; index < 4; index += 1) {
    parts.push(s('rect', { class: index % 2 ? 'map-park' : 'map-block', x: random() * 280, y: random() * 130, width: 40 + random() * 60, height: 28 + random() * 40, rx: 5 }));
  }
  const bend = 20 + random() * 120;
  parts.push(s('path', { class: 'map-water', d: `M-80 ${bend} C 60 ${bend - 50}, 120 ${bend + 70}, 420 ${bend - 20 + random() * 60}` }));
  for (let x = -60; x < 400; x += 34 + random() * 26) parts.push(s('path', { class: random() > 0.72 ? 'map-avenue' : 'map-street', d: `M${x} -80 V 260` }));
  for (let y = -60; y < 240; y += 30 + random() * 22) parts.push(s('path', { class: random() > 0.72 ? 'map-avenue' : 'map-street', d: `M-80 ${y} H 420` }));
  return s('g', { transform: `rotate(${tilt} 160 75)` }, parts);
}

/** A card with a drawn map, the coordinates and, for a venue, its name and address. */
export function mapCard({ latitude, longitude, live_period: live }, venue) {
  const place = coordinates(latitude, longitude);
  const query = `mlat=${encodeURIComponent(latitude)}&mlon=${encodeURIComponent(longitude)}#map=15/${Number(latitude)}/${Number(longitude)}`;
  return h(
    'a',
    { class: 'map-card', href: `https://www.openstreetmap.org/?${query}`, target: '_blank', rel: 'noopener noreferrer', 'aria-label': `${venue?.title ?? t('location')}: ${place}` },
    h(
      'span',
      { class: 'map-view' },
      s('svg', { viewBox: '0 0 320 150', preserveAspectRatio: 'xMidYMid slice', 'aria-hidden': 'true' }, streets(Number(latitude), Number(longitude))),
      h('span', { class: 'map-pin' }, icon('pin-solid')),
      live ? h('span', { class: 'map-live' }, t('live_location')) : null,
    ),
    h(
      'span',
      { class: 'map-text' },
      venue ? h('strong', { dir: 'auto' }, venue.title) : null,
      venue?.address ? h('span', { dir: 'auto' }, venue.address) : null,
      h('span', { class: 'map-coordinates' }, place),
    ),
  );
}
