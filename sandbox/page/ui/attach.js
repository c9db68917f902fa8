// Everything a person can send besides text.

import { fill, h, icon } from '../dom.js';
import { bytes } from '../format.js';
import { t } from '../i18n.js';
import { field, form, openDialog } from './dialogs.js';
import { mapCard } from './map.js';
import { openMenu } from './menu.js';

const PLACES = [
  ['Tashkent', 41.311081, 69.240562],
  ['Samarkand', 39.654389, 66.975824],
  ['Moscow', 55.755864, 37.617698],
  ['Saint Petersburg', 59.938784, 30.314997],
  ['Kaliningrad', 54.710162, 20.510137],
  ['Vladivostok', 43.115542, 131.885494],
  ['New York', 40.712776, -74.005974],
];
const ALBUM = 10;

/** The menu of the paper clip. */
export function attachMenu(anchor, column, actions) {
  const files = (kind, accept, multiple) => () => {
    const input = h('input', { type: 'file', accept, multiple });
    input.addEventListener('change', () => {
      const list = [...(input.files ?? [])];
      if (list.length > 0) filesDialog(list, actions, kind);
    });
    input.click();
  };
  openMenu(anchor, [
    { label: t('photo'), icon: 'image', run: files('photo', 'image/*', true) },
    { label: t('video'), icon: 'video', run: files('video', 'video/*', false) },
    { label: t('document'), icon: 'document', run: files('document', '', true) },
    { label: t('voice'), icon: 'mic', run: files('voice', 'audio/*,.ogg,.oga', false) },
    { label: t('audio'), icon: 'music', run: files('audio', 'audio/*', false) },
    { label: t('sticker'), icon: 'sticker', run: files('sticker', 'image/webp,video/webm,.tgs', false) },
    null,
    { label: t('location'), icon: 'pin', run: () => locationDialog(actions) },
    { label: t('contact'), icon: 'contact', run: () => contactDialog(column, actions) },
  ], t('attach'));
}

function guess(files) {
  if (files.every((one) => /^image\/(jpeg|png|webp|gif|bmp|avif)$/u.test(one.type))) return 'photo';
  return 'document';
}

/** Shows chosen files with a caption before they are sent. */
export function filesDialog(files, actions, kind = guess(files)) {
  const list = files.slice(0, ALBUM);
  const addresses = [];
  const previews = list.map((file) => {
    if (kind !== 'photo' || !file.type.startsWith('image/')) {
      return h('div', { class: 'file' }, h('span', { class: 'file-icon' }, icon(kind === 'voice' || kind === 'audio' ? 'music' : 'document')), h('span', { class: 'file-text' }, h('span', { class: 'file-name', dir: 'auto' }, file.name), h('span', { class: 'file-size' }, bytes(file.size))));
    }
    const url = URL.createObjectURL(file);
    addresses.push(url);
    return h('img', { class: 'preview', src: url, alt: file.name });
  });
  const withCaption = kind !== 'sticker';
  openDialog(t(`send_${kind}`, { count: list.length }), (close) => form([
    h('div', { class: ['previews', list.length === 1 && 'is-single'] }, previews),
    files.length > ALBUM ? h('p', { class: 'field-hint' }, t('album_limit', { count: ALBUM })) : null,
    kind === 'photo' ? h('label', { class: 'switch' }, h('input', { type: 'checkbox', name: 'as_file' }), h('span', { class: 'switch-track' }), h('span', null, t('as_file'))) : null,
    withCaption ? field(t('caption'), h('textarea', { class: 'input', name: 'caption', rows: 2, maxLength: 1024, dir: 'auto' })) : null,
  ], t('send'), async (data) => {
    close();
    void actions.media(data.has('as_file') ? 'document' : kind, list, String(data.get('caption') ?? '').trim());
  }), { onClose: () => addresses.forEach((url) => URL.revokeObjectURL(url)) });
}

/** Asks for a place: a known city or any coordinates. */
export function locationDialog(actions) {
  openDialog(t('location'), (close) => {
    const number = (name, limit) => h('input', { class: 'input', name, type: 'text', inputMode: 'decimal', autocomplete: 'off', dir: 'ltr', required: true, 'aria-description': `±${limit}` });
    const latitude = number('latitude', 90);
    const longitude = number('longitude', 180);
    const view = h('div', { class: 'location-preview' });
    const read = (input, limit) => {
      const value = Number(input.value.trim().replace(',', '.'));
      return input.value.trim() !== '' && Number.isFinite(value) && Math.abs(value) <= limit ? value : null;
    };
    const draw = () => {
      const [lat, lon] = [read(latitude, 90), read(longitude, 180)];
      fill(view, lat !== null && lon !== null ? mapCard({ latitude: lat, longitude: lon }) : null);
    };
    const choose = ([, lat, lon]) => {
      latitude.value = String(lat);
      longitude.value = String(lon);
      draw();
    };
    latitude.addEventListener('input', draw);
    longitude.addEventListener('input', draw);
    choose(PLACES[0]);
    return form([
      h('div', { class: 'chips', role: 'group', 'aria-label': t('places') }, PLACES.map((place) => h('button', { type: 'button', class: 'chip', on: { click: () => choose(place) } }, h('span', null, t(`place_${place[0]}`))))),
      h('div', { class: 'field-pair' }, field(t('latitude'), latitude), field(t('longitude'), longitude)),
      view,
    ], t('send'), async () => {
      const [lat, lon] = [read(latitude, 90), read(longitude, 180)];
      if (lat === null || lon === null) throw new Error(t('coordinates_wrong'));
      close();
      void actions.location(lat, lon);
    });
  });
}

// Stable for a person, so that the same one always shares the same number.
function phoneOf(person) {
  const digits = String(Math.abs(person.id) % 10000000).padStart(7, '0');
  return person.language_code === 'ru' ? `+7900${digits}` : `+99890${digits}`;
}

/** Asks for a phone number; a person's own contact is filled in. */
export function contactDialog(column, actions) {
  const { person } = column.info();
  openDialog(t('contact'), (close) => form([
    field(t('phone'), h('input', { class: 'input', name: 'phone', type: 'tel', value: phoneOf(person), dir: 'ltr', autocomplete: 'off' })),
    field(t('first_name'), h('input', { class: 'input', name: 'first_name', value: person.first_name ?? '', dir: 'auto', autocomplete: 'off' })),
  ], t('send'), async (data) => {
    const phone = String(data.get('phone') ?? '').trim();
    const name = String(data.get('first_name') ?? '').trim();
    if (phone === '' || name === '') throw new Error(t('contact_wrong'));
    close();
    void actions.contact(phone, name);
  }));
}
