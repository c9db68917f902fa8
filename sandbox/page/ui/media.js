// What a message carries besides its text.

import { fileUrl } from '../api.js';
import { avatar, h, icon } from '../dom.js';
import { bytes, duration, fullName, money, tint } from '../format.js';
import { t } from '../i18n.js';
import { openLightbox } from './lightbox.js';
import { mapCard } from './map.js';
import { player } from './player.js';

// `animation` comes with a `document` and `venue` with a `location`: the telling one is first.
const KINDS = ['photo', 'animation', 'video', 'video_note', 'sticker', 'voice', 'audio', 'document', 'venue', 'location', 'contact', 'invoice', 'poll', 'dice', 'upload'];
const ROWS = { 2: [2], 3: [1, 2], 4: [2, 2], 5: [2, 3], 6: [3, 3], 7: [2, 2, 3], 8: [2, 3, 3], 9: [3, 3, 3], 10: [2, 2, 3, 3] };

/** The kind of media in a message, or `null`. */
export const mediaKind = (message) => KINDS.find((kind) => message[kind] !== undefined && message[kind] !== null) ?? null;

/** Media that is seen as a picture, with the time over it. */
export const isVisual = (kind) => kind === 'photo' || kind === 'video' || kind === 'animation';

function source(message, file) {
  const known = message.files?.find((one) => one.file_id === file?.file_id);
  return {
    url: known?.url ?? (file?.file_id ? fileUrl(file.file_id) : ''),
    name: known?.name ?? file?.file_name ?? '',
    size: known?.size ?? file?.file_size,
    mime: known?.mime ?? file?.mime_type ?? '',
  };
}

function picture(message) {
  const sizes = Array.isArray(message.photo) ? message.photo : [message.photo];
  const largest = sizes.reduce((best, one) => ((one?.width ?? 0) >= (best?.width ?? 0) ? one : best), sizes[0]);
  return { ...source(message, largest), width: largest?.width, height: largest?.height, caption: message.caption };
}

/** Size variables for something with a width and a height: neither a strip nor a tower. */
function frame(width, height) {
  const ratio = Math.min(2.2, Math.max(0.62, width > 0 && height > 0 ? width / height : 1.4));
  return { '--ratio': String(ratio), '--frame': `${Math.round(Math.min(340, 360 * ratio))}px` };
}

function hidden(node, covered) {
  if (!covered) return node;
  const cover = h('button', { type: 'button', class: 'media-cover', 'aria-label': t('spoiler'), on: { click: () => cover.remove() } }, icon('eye'));
  return h('div', { class: 'media-covered' }, node, cover);
}

function photo(message, album) {
  const image = picture(message);
  const all = album.filter((one) => one.photo).map(picture);
  const node = h(
    'button',
    { type: 'button', class: 'photo', vars: frame(image.width, image.height), 'aria-label': message.caption || t('photo'), on: { click: () => openLightbox(all, Math.max(0, all.findIndex((one) => one.url === image.url))) } },
    h('img', { src: image.url, alt: message.caption || t('photo'), decoding: 'async', on: { error: (event) => event.target.closest('.photo')?.classList.add('is-broken') } }),
  );
  return hidden(node, message.has_media_spoiler);
}

function video(message, kind) {
  const file = message[kind];
  const { url, mime } = source(message, file);
  const loop = kind !== 'video';
  const node = mime.startsWith('image/')
    ? h('img', { class: 'video', src: url, alt: message.caption || 'GIF', vars: frame(file.width, file.height) })
    : h('video', { class: ['video', kind === 'video_note' && 'video-round'], src: url, controls: kind === 'video', muted: loop, loop, autoplay: kind === 'animation', playsInline: true, preload: 'metadata', vars: frame(file.width, file.height), 'aria-label': t(kind) });
  if (kind === 'video_note') node.addEventListener('click', () => (node.paused ? void node.play() : node.pause()));
  return hidden(node, message.has_media_spoiler);
}

const extension = (name) => (/\.([\p{L}\d]{1,5})$/u.exec(name)?.[1] ?? '').toLowerCase();

function documentCard(message) {
  const file = source(message, message.document);
  const name = message.document.file_name || file.name || t('document');
  const ext = extension(name);
  return h(
    'a',
    { class: 'file', href: file.url, download: name, 'aria-label': `${t('download')}: ${name}` },
    h('span', { class: 'file-icon', dataset: { ext } }, ext ? h('b', null, ext) : icon('document'), icon('download', 'file-get')),
    h('span', { class: 'file-text' }, h('span', { class: 'file-name', dir: 'auto' }, name), h('span', { class: 'file-size' }, bytes(file.size ?? message.document.file_size))),
  );
}

function sticker(message) {
  const file = source(message, message.sticker);
  const label = message.sticker.emoji || t('sticker');
  if (message.sticker.is_video || file.mime.startsWith('video/')) return h('video', { class: 'sticker', src: file.url, autoplay: true, loop: true, muted: true, playsInline: true, 'aria-label': label });
  const big = h('span', { class: 'sticker sticker-emoji', role: 'img', 'aria-label': label }, message.sticker.emoji || '🙂');
  if (message.sticker.is_animated) return big;
  return h('img', { class: 'sticker', src: file.url, alt: label, on: { error: (event) => event.target.replaceWith(big) } });
}

function contact({ contact: card }) {
  const name = fullName(card);
  return h('div', { class: 'contact' }, avatar({ name, color: tint({ id: card.user_id ?? name.length }), size: 'medium' }), h('div', { class: 'contact-text' }, h('strong', { dir: 'auto' }, name), h('a', { href: `tel:${String(card.phone_number).replace(/[^\d+]/gu, '')}`, dir: 'ltr' }, card.phone_number)));
}

function invoice(message) {
  const bill = message.invoice;
  const image = message.files?.find((one) => one.mime?.startsWith('image/'));
  return h(
    'div',
    { class: 'invoice' },
    image ? h('img', { class: 'invoice-image', src: image.url, alt: '' }) : null,
    h('strong', { dir: 'auto' }, bill.title),
    h('span', { dir: 'auto' }, bill.description),
    h('span', { class: 'invoice-total' }, h('b', null, money(bill.total_amount, bill.currency)), h('span', null, t('invoice'))),
  );
}

function poll({ poll: vote }) {
  const total = Math.max(1, vote.total_voter_count ?? 0);
  return h('div', { class: 'poll' }, h('strong', { dir: 'auto' }, vote.question), h('span', { class: 'muted' }, t(vote.type === 'quiz' ? 'quiz' : 'poll')), h('ul', null, (vote.options ?? []).map((option) => h(
    'li',
    { vars: { '--share': `${Math.round(((option.voter_count ?? 0) / total) * 100)}%` } },
    h('span', { dir: 'auto' }, option.text),
    h('b', null, `${Math.round(((option.voter_count ?? 0) / total) * 100)}%`),
  ))));
}

// A file on its way to the server: drawn from the reader's own copy.
function upload({ upload: draft }) {
  if (draft.preview) return h('div', { class: 'photo is-upload', vars: frame(draft.width, draft.height) }, h('img', { src: draft.preview, alt: draft.name }));
  return h('div', { class: 'file' }, h('span', { class: 'file-icon is-busy' }, icon('document')), h('span', { class: 'file-text' }, h('span', { class: 'file-name', dir: 'auto' }, draft.name), h('span', { class: 'file-size' }, bytes(draft.size))));
}

/** Draws the media of one message. `album` is all messages drawn together with it. */
export function drawMedia(message, kind, album = [message]) {
  switch (kind) {
    case 'photo': return photo(message, album);
    case 'video': case 'animation': case 'video_note': return video(message, kind);
    case 'sticker': return sticker(message);
    case 'voice': return player({ url: source(message, message.voice).url, seconds: message.voice.duration, seed: message.voice.file_unique_id ?? message.voice.file_id });
    case 'audio': return player({ url: source(message, message.audio).url, seconds: message.audio.duration, title: message.audio.title || message.audio.file_name || t('audio'), performer: message.audio.performer });
    case 'document': return documentCard(message);
    case 'venue': return mapCard(message.venue.location ?? message.location, message.venue);
    case 'location': return mapCard(message.location);
    case 'contact': return contact(message);
    case 'invoice': return invoice(message);
    case 'poll': return poll(message);
    case 'dice': return h('div', { class: 'dice' }, h('span', { class: 'dice-face', role: 'img', 'aria-label': t('dice') }, message.dice.emoji ?? '🎲'), h('b', null, String(message.dice.value)));
    case 'upload': return upload(message);
    default: return null;
  }
}

/** Draws the messages of an album: pictures as a grid, everything else as a list. */
export function drawAlbum(messages) {
  const kinds = messages.map(mediaKind);
  if (!kinds.every(isVisual)) {
    return h('div', { class: 'album-list' }, messages.map((message, index) => h('div', null, drawMedia(message, kinds[index], messages))));
  }
  const spans = (ROWS[messages.length] ?? [messages.length]).flatMap((count) => Array.from({ length: count }, () => 6 / count));
  return h('div', { class: 'album' }, messages.map((message, index) => h('div', { class: ['album-cell', `span-${spans[index] ?? 2}`] }, drawMedia(message, kinds[index], messages))));
}

/** One line that stands for a message: in a quote, in the list of chats. */
export function summary(message) {
  const kind = mediaKind(message);
  if (message.text) return message.text;
  if (kind === 'document') return message.document.file_name || t('document');
  if (kind === 'sticker') return `${message.sticker.emoji ?? ''} ${t('sticker')}`.trim();
  if (kind === 'voice') return `${t('voice')} ${duration(message.voice.duration)}`;
  if (kind === 'upload') return message.upload.name;
  if (kind === 'venue') return message.venue.title;
  if (kind === 'contact') return `${t('contact')}: ${fullName(message.contact)}`;
  if (kind === 'invoice') return `${t('invoice')}: ${message.invoice.title}`;
  if (kind === 'dice') return message.dice.emoji ?? t('dice');
  if (kind) return message.caption ? message.caption : t(kind);
  return '';
}
