// Text with entities. Offsets and lengths are in UTF-16 units, which is what JavaScript counts in.

import { h, icon } from '../dom.js';
import { t } from '../i18n.js';

// What Telegram finds by itself in a text: addresses, names and commands.
const FOUND = /(?<url>(?:https?:\/\/|(?<![\w.])t\.me\/)[^\s<>"«»]*[^\s<>"«».,;:!?)\]}'])|(?<![\w/@.])(?<mention>@[A-Za-z]\w{3,31})|(?<![\w/@.:<>])(?<command>\/[A-Za-z]\w{0,31}(?:@\w+)?)(?![\w/<>])/gu;
const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote']);

/**
 * Draws a text. `actions` has `link(url)`, `command(text)` and `mention(name)`.
 */
export function renderText(text, entities, actions) {
  const fragment = document.createDocumentFragment();
  const list = (entities ?? [])
    .filter((e) => Number.isFinite(e?.offset) && e.length > 0 && e.offset < text.length)
    .map((e) => ({ ...e, end: Math.min(e.offset + e.length, text.length) }))
    .sort((a, b) => a.offset - b.offset || b.end - a.end);
  fragment.append(...range(text, 0, text.length, list, actions, true));
  return fragment;
}

function range(text, from, to, list, actions, findLinks) {
  const nodes = [];
  let queue = list.slice();
  let at = from;
  let afterBlock = false;
  while (queue.length > 0) {
    const entity = queue.shift();
    if (entity.offset >= to) break;
    const begin = Math.max(entity.offset, at);
    const end = Math.min(entity.end, to);
    if (end <= begin) continue;
    const block = BLOCKS.has(entity.type);
    nodes.push(...plain(text.slice(at, begin), actions, findLinks, afterBlock, block));
    // Everything that begins inside belongs inside; what sticks out goes on behind it.
    const inside = [];
    const later = [];
    for (const child of queue) {
      if (child.offset < end) inside.push({ ...child, end: Math.min(child.end, end) });
      if (child.end > end) later.push({ ...child, offset: Math.max(child.offset, end) });
    }
    queue = later;
    const deeper = findLinks && !isLeaf(entity.type);
    nodes.push(wrap(entity, text.slice(begin, end), range(text, begin, end, inside, actions, deeper), actions));
    at = end;
    afterBlock = block;
  }
  nodes.push(...plain(text.slice(at, to), actions, findLinks, afterBlock, false));
  return nodes;
}

const isLeaf = (type) => ['code', 'pre', 'url', 'text_link', 'mention', 'text_mention', 'bot_command', 'email'].includes(type);

function plain(text, actions, findLinks, afterBlock, beforeBlock) {
  // A block already breaks the line: the newline beside it would make an empty one.
  if (afterBlock && text.startsWith('\n')) text = text.slice(1);
  if (beforeBlock && text.endsWith('\n')) text = text.slice(0, -1);
  if (text === '') return [];
  if (!findLinks) return [document.createTextNode(text)];
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(FOUND)) {
    if (match.index > at) nodes.push(document.createTextNode(text.slice(at, match.index)));
    const found = match[0];
    if (match.groups.url) nodes.push(link(found, absolute(found), actions));
    else if (match.groups.mention) nodes.push(action(found, 'mention', () => actions.mention(found)));
    else nodes.push(action(found, 'command', () => actions.command(found)));
    at = match.index + found.length;
  }
  if (at < text.length) nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

const absolute = (url) => (/^[a-z][a-z0-9+.-]*:/iu.test(url) ? url : `https://${url}`);

function link(label, url, actions) {
  return h(
    'a',
    {
      href: safe(url),
      target: '_blank',
      rel: 'noopener noreferrer',
      on: {
        click: (event) => {
          if (actions.link(url)) event.preventDefault();
        },
      },
    },
    label,
  );
}

/** Only addresses that a page may open; a script in a link stays a text. */
export function safe(url) {
  return /^(https?|tg|tel|mailto):/iu.test(url) ? url : '#';
}

function action(label, kind, run) {
  return h('button', { type: 'button', class: ['text-action', `text-${kind}`], on: { click: run } }, label);
}

function wrap(entity, text, children, actions) {
  switch (entity.type) {
    case 'bold': return h('strong', null, children);
    case 'italic': return h('em', null, children);
    case 'underline': return h('u', null, children);
    case 'strikethrough': return h('s', null, children);
    case 'code': return h('code', { class: 'inline-code' }, text);
    case 'pre': return codeBlock(text, entity.language);
    case 'spoiler': return spoiler(children);
    case 'blockquote': return h('blockquote', { class: 'quote-block', dir: 'auto' }, children);
    case 'expandable_blockquote': return expandable(children);
    case 'url': return link(text, absolute(text), actions);
    case 'text_link': return link(children, absolute(entity.url ?? '#'), actions);
    case 'email': return link(text, `mailto:${text}`, actions);
    case 'phone_number': return link(text, `tel:${text.replace(/[^\d+]/gu, '')}`, actions);
    case 'mention': return action(text, 'mention', () => actions.mention(text));
    case 'text_mention': return action(text, 'mention', () => actions.mention(text, entity.user));
    case 'bot_command': return action(text, 'command', () => actions.command(text));
    case 'hashtag':
    case 'cashtag': return h('span', { class: 'text-tag' }, children);
    case 'custom_emoji': return h('span', { class: 'custom-emoji' }, children);
    default: return h('span', null, children);
  }
}

function codeBlock(text, lang) {
  const copy = h('button', { type: 'button', class: 'code-copy', 'aria-label': t('copy'), title: t('copy') }, icon('copy'));
  copy.addEventListener('click', () => {
    void navigator.clipboard?.writeText(text).then(() => copy.classList.add('is-done'));
  });
  return h('div', { class: 'code-block', dir: 'ltr' }, h('div', { class: 'code-head' }, h('span', null, lang || t('code')), copy), h('pre', null, h('code', null, text)));
}

function spoiler(children) {
  const inner = h('span', { class: 'spoiler-text', 'aria-hidden': 'true' }, children);
  const node = h('span', { class: 'spoiler', role: 'button', tabIndex: 0, 'aria-label': t('spoiler') }, inner);
  const open = (event) => {
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
    if (node.classList.contains('is-open')) return;
    event.preventDefault();
    event.stopPropagation();
    node.classList.add('is-open');
    for (const name of ['role', 'tabindex', 'aria-label']) node.removeAttribute(name);
    inner.removeAttribute('aria-hidden');
  };
  // In the capture phase, so that a link under a closed spoiler is not followed.
  node.addEventListener('click', open, true);
  node.addEventListener('keydown', open, true);
  return node;
}

function expandable(children) {
  const body = h('div', { class: 'quote-body' }, children);
  const toggle = h('button', { type: 'button', class: 'quote-toggle', 'aria-expanded': 'false', 'aria-label': t('expand') }, icon('chevron-down'));
  const node = h('blockquote', { class: 'quote-block is-expandable', dir: 'auto' }, body, toggle);
  toggle.addEventListener('click', () => {
    const open = node.classList.toggle('is-open');
    toggle.setAttribute('aria-expanded', String(open));
    toggle.setAttribute('aria-label', t(open ? 'collapse' : 'expand'));
  });
  return node;
}
