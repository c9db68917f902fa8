// One message, or one album, as a bubble.

import { avatar, fill, h, icon, iconButton } from '../dom.js';
import { clock, fullName, money, moment, tint } from '../format.js';
import { t } from '../i18n.js';
import { state } from '../store.js';
import { renderText } from './entities.js';
import { inlineKeyboard } from './keyboard.js';
import { drawAlbum, drawMedia, isVisual, mediaKind, summary } from './media.js';

const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}(?:\u{FE0F}|\p{Emoji_Modifier}|\u{200D}\p{Extended_Pictographic})*){1,3}$/u;
const BARE = new Set(['sticker', 'video_note', 'dice']);

/** Who a message is from, with what an avatar needs. */
export function sender(message) {
  const from = message.sender_chat ?? message.from ?? {};
  const person = state.people.get(from.id);
  return { id: from.id, name: fullName(person ?? from), color: tint(person ?? from), url: person?.avatar, bot: from.is_bot === true };
}

function meta(message, over) {
  const edited = message.edited || message.edit_date;
  return h(
    'span',
    { class: ['meta', over && 'meta-over'], title: moment(message.date) + (message.edit_date ? `\n${t('edited')}: ${moment(message.edit_date)}` : '') },
    message.author_signature ? h('span', { class: 'meta-name' }, message.author_signature) : null,
    edited ? h('span', null, t('edited')) : null,
    h('time', { dateTime: new Date(message.date * 1000).toISOString() }, clock(message.date)),
    message.out ? h('span', { class: 'ticks' }, icon('tick', 'tick-sent'), icon('ticks', 'tick-read'), icon('clock', 'tick-pending')) : null,
  );
}

function forwardHeader(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = origin.sender_user ? fullName(origin.sender_user) : (origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? '');
  return h('div', { class: 'forwarded' }, t('forwarded_from'), ' ', h('b', { dir: 'auto' }, name));
}

function replyHeader(message, actions) {
  const original = message.reply_to_message;
  // In a forum every message "replies" to the one that opened its topic.
  if (!original || original.forum_topic_created) return null;
  const who = sender(original);
  const text = message.quote?.text || summary(original);
  return h(
    'button',
    { type: 'button', class: 'reply-quote', vars: { '--tint': who.color }, on: { click: () => actions.jump(original.message_id) } },
    h('b', { dir: 'auto' }, who.name),
    h('span', { dir: 'auto' }, text),
  );
}

function reactions(message) {
  const list = (message.reactions ?? []).map((one) => one.emoji ?? one.type?.emoji).filter(Boolean);
  return list.length > 0 ? h('div', { class: 'reactions' }, list.map((emoji) => h('span', { class: 'reaction' }, emoji))) : null;
}

function bubble(messages, ctx) {
  const first = messages[0];
  const captioned = messages.find((message) => message.caption) ?? first;
  const kind = mediaKind(first);
  const text = first.text ?? captioned.caption ?? '';
  const entities = first.text !== undefined ? first.entities : captioned.caption_entities;
  const jumbo = kind === null && !first.reply_to_message && !(entities?.length > 0) && ONLY_EMOJI.test(text);
  const bare = jumbo || BARE.has(kind);
  const media = kind === null ? null : messages.length > 1 ? drawAlbum(messages) : drawMedia(first, kind);
  const visual = (messages.length > 1 ? messages.map(mediaKind).every(isVisual) : isVisual(kind)) || (kind === 'upload' && Boolean(first.upload.preview));
  const stamp = messages[messages.length - 1];
  const who = sender(first);
  const body = text === '' ? null : h('div', { class: ['text', jumbo && 'text-jumbo'], dir: 'auto' }, renderText(text, entities, ctx.actions), bare ? null : meta(stamp, false));
  const unknown = media === null && body === null;
  const box = media === null ? null : h('div', { class: ['media', `media-${visual ? 'visual' : kind}`] }, media, visual && body === null ? meta(stamp, true) : null);
  const above = first.show_caption_above_media;
  return h(
    'div',
    { class: ['bubble', bare && 'is-bare', visual && 'has-visual', visual && body === null && 'only-visual', (kind === 'location' || kind === 'venue') && 'has-map'] },
    ctx.group && !first.out ? h('div', { class: 'sender', dir: 'auto', vars: { '--tint': who.color } }, who.name, who.bot ? h('span', { class: 'badge-bot' }, t('bot')) : null) : null,
    forwardHeader(first),
    first.via_bot ? h('div', { class: 'forwarded' }, 'via ', h('b', null, `@${first.via_bot.username}`)) : null,
    replyHeader(first, ctx.actions),
    above ? [body, box] : [box, body],
    unknown ? h('details', { class: 'unknown' }, h('summary', null, t('unsupported')), h('pre', null, JSON.stringify(first, null, 1))) : null,
    reactions(first),
    (body === null || bare) && !(visual && body === null) ? h('div', { class: 'meta-line' }, meta(stamp, bare)) : null,
  );
}

function rowsOf(message) {
  const rows = message.reply_markup?.inline_keyboard?.filter((row) => row.length > 0) ?? [];
  if (rows.length > 0 || !message.invoice) return rows;
  // Telegram itself puts the button under an invoice that came without one.
  return [[{ text: t('pay', { amount: money(message.invoice.total_amount, message.invoice.currency) }), pay: true }]];
}

/**
 * Builds the node of one message or album. The answer has `node`, `update(messages)` for a change of
 * content and `flags(...)` for what depends on the neighbours.
 */
export function createMessage(messages, ctx) {
  const who = sender(messages[0]);
  const node = h('article', { class: ['message', messages[0].out ? 'is-out' : 'is-in'], role: 'article' });
  const face = ctx.group && !messages[0].out ? h('div', { class: 'message-face' }, avatar({ name: who.name, color: who.color, url: who.url, size: 'tiny' })) : null;
  const stack = h('div', { class: 'message-stack' });
  const tools = h('div', { class: 'message-tools' });
  let current = messages;
  let bubbleSign = '';
  let keyboardSign = '';
  let bubbleNode = null;
  let keyboardNode = null;
  node.append(...(face ? [face] : []), h('div', { class: 'message-body' }, stack, tools));

  const openMenu = (at) => ctx.actions.menu(current[0], at);
  node.addEventListener('contextmenu', (event) => {
    const native = event.target.closest('a, img, video, input') || String(window.getSelection() ?? '') !== '';
    if (native || current[0].outbox) return;
    event.preventDefault();
    openMenu({ x: event.clientX, y: event.clientY });
  });

  function drawTools() {
    const entry = current[0];
    if (entry.outbox === 'failed') {
      fill(tools, h('span', { class: 'failed-text', role: 'alert', dir: 'auto' }, entry.error), h('button', { type: 'button', class: 'text-action', on: { click: () => ctx.actions.retry(entry) } }, t('retry')), h('button', { type: 'button', class: 'text-action', on: { click: () => ctx.actions.discard(entry) } }, t('discard')));
    } else if (entry.outbox) {
      fill(tools);
    } else {
      fill(tools, iconButton('more', t('message_menu'), (event) => openMenu(event.currentTarget), { 'aria-haspopup': 'menu' }));
    }
  }

  function update(next) {
    current = next;
    const bubbleNow = JSON.stringify(next, (name, value) => (name === 'reply_markup' || typeof value === 'function' ? undefined : value));
    const rows = rowsOf(next[next.length - 1]);
    const keyboardNow = rows.length > 0 ? JSON.stringify(rows) + next[0].message_id : '';
    // A press usually changes the very message that holds the focus; it must not be lost.
    const focusIndex = keyboardNode?.contains(document.activeElement) ? [...keyboardNode.querySelectorAll('button')].indexOf(document.activeElement) : -1;
    if (bubbleNow !== bubbleSign) {
      const fresh = bubble(next, ctx);
      if (bubbleNode) bubbleNode.replaceWith(fresh);
      else stack.prepend(fresh);
      bubbleNode = fresh;
      bubbleSign = bubbleNow;
      drawTools();
      node.setAttribute('aria-label', `${sender(next[0]).name}, ${clock(next[0].date)}`);
    }
    if (keyboardNow !== keyboardSign) {
      keyboardNode?.remove();
      keyboardNode = rows.length > 0 ? inlineKeyboard(next[next.length - 1], rows, ctx.actions) : null;
      if (keyboardNode) stack.append(keyboardNode);
      keyboardSign = keyboardNow;
      const buttons = keyboardNode ? [...keyboardNode.querySelectorAll('button')] : [];
      if (focusIndex >= 0) buttons[Math.min(focusIndex, buttons.length - 1)]?.focus({ preventScroll: true });
    }
    node.classList.toggle('has-keyboard', keyboardNode !== null);
    node.dataset.id = String(next[0].message_id);
  }

  function flags({ head, tail, status }) {
    node.classList.toggle('is-head', head);
    node.classList.toggle('is-tail', tail);
    node.dataset.status = status;
  }

  update(messages);
  return { node, update, flags };
}
