// The messages of one column. Nodes are kept by key, so a picture or a recording that did not change
// is never drawn again.

import { h, icon } from '../dom.js';
import { day, dayKey } from '../format.js';
import { t } from '../i18n.js';
import { markSeen, now } from '../store.js';
import { createMessage } from './message.js';
import { serviceText } from './service.js';

const TOGETHER = 300;
const NEAR_END = 60;

/** Cuts the list of messages into days, service lines, albums and single messages. */
function split(messages, aliases) {
  const items = [];
  let lastDay = '';
  for (const message of messages) {
    const today = dayKey(message.date);
    if (today !== lastDay) items.push({ kind: 'day', key: `d:${today}`, date: message.date });
    lastDay = today;
    const service = serviceText(message);
    const last = items[items.length - 1];
    const album = message.media_group_id;
    if (service !== null) {
      items.push({ kind: 'service', key: `s:${message.message_id}`, text: service });
    } else if (album && last?.album === album && last.messages[0].out === message.out) {
      last.messages.push(message);
    } else {
      items.push({ kind: 'message', key: `${message.out ? 'out' : 'in'}:${aliases.get(message.message_id) ?? message.message_id}`, album, messages: [message] });
    }
  }
  return items;
}

const author = (item) => (item?.kind === 'message' ? `${item.messages[0].out}:${item.messages[0].sender_chat?.id ?? item.messages[0].from?.id}` : null);

function together(a, b) {
  return author(a) !== null && author(a) === author(b) && Math.abs(b.messages[0].date - a.messages[0].date) <= TOGETHER;
}

function status(message, lastAnswer) {
  if (message.outbox) return message.outbox;
  return message.message_id < lastAnswer ? 'read' : 'sent';
}

/** Creates the scrolling log. `ctx` is given to every message. */
export function createTranscript(key, ctx) {
  const list = h('div', { class: 'log-list' });
  const log = h('div', { class: 'log', role: 'log', tabIndex: 0, 'aria-label': t('transcript'), 'aria-live': 'polite' }, list);
  const count = h('span', { class: 'pill-count' });
  const pill = h('button', { type: 'button', class: 'pill', hidden: true, on: { click: () => toEnd(true) } }, count, icon('chevron-down'));
  const element = h('div', { class: 'transcript' }, log, pill);
  const nodes = new Map();
  let atEnd = true;
  let drawn = false;

  const measure = () => log.scrollHeight - log.scrollTop - log.clientHeight <= NEAR_END;
  let size = '';

  function toEnd(smooth) {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    log.scrollTo({ top: log.scrollHeight, behavior: smooth && !calm ? 'smooth' : 'instant' });
    size = `${log.clientHeight}|${log.scrollHeight}`;
    atEnd = true;
  }

  log.addEventListener('scroll', () => {
    // A changed size moves the content too, and that is not the reader leaving the end.
    if (atEnd && size !== `${log.clientHeight}|${log.scrollHeight}`) toEnd(false);
    else atEnd = measure();
    drawPill();
  }, { passive: true });

  // The keyboard of the composer and late pictures change the height without a scroll.
  const observer = new ResizeObserver(() => {
    if (atEnd) toEnd(false);
  });
  observer.observe(log);
  observer.observe(list);

  let missed = 0;
  function drawPill() {
    if (atEnd) {
      missed = 0;
      if (element.offsetParent !== null && !document.hidden) markSeen(key);
    }
    pill.hidden = atEnd;
    count.textContent = missed > 0 ? t('new_messages', { count: missed }) : '';
    pill.setAttribute('aria-label', missed > 0 ? count.textContent : t('to_end'));
    pill.classList.toggle('has-count', missed > 0);
  }

  function simple(item) {
    const node = item.kind === 'day'
      ? h('div', { class: 'day' }, h('span', { class: 'service' }))
      : h('div', { class: 'service-line' }, h('span', { class: 'service', dir: 'auto' }));
    return { node, update: (next) => { node.firstChild.textContent = next.kind === 'day' ? day(next.date, now(), { today: t('today'), yesterday: t('yesterday') }) : next.text; } };
  }

  /** Draws the given messages. `own` says that the reader has just sent something. */
  function update(messages, aliases, own) {
    const stay = atEnd || own;
    const items = split(messages, aliases);
    const answered = messages.reduce((max, one) => (!one.out && one.message_id > max ? one.message_id : max), 0);
    const keep = new Set(items.map((item) => item.key));
    for (const [id, entry] of nodes) {
      if (keep.has(id)) continue;
      entry.node.remove();
      nodes.delete(id);
    }
    let place = list.firstChild;
    items.forEach((item, index) => {
      let entry = nodes.get(item.key);
      if (!entry) {
        entry = item.kind === 'message' ? createMessage(item.messages, ctx) : simple(item);
        nodes.set(item.key, entry);
        if (drawn) {
          entry.node.classList.add('is-new');
          entry.node.addEventListener('animationend', () => entry.node.classList.remove('is-new'), { once: true });
          if (item.kind === 'message' && !item.messages[0].out && !stay) missed += 1;
        }
      }
      if (item.kind === 'message') {
        entry.update(item.messages);
        entry.flags({
          head: !together(items[index - 1], item),
          tail: !together(item, items[index + 1] ?? { kind: 'end' }),
          status: status(item.messages[item.messages.length - 1], answered),
        });
      } else {
        entry.update(item);
      }
      if (entry.node === place) place = place.nextSibling;
      else list.insertBefore(entry.node, place);
    });
    drawn = true;
    if (stay) toEnd(false);
    drawPill();
  }

  /** Scrolls to a message and marks it for a moment. */
  function jump(id) {
    const entry = [...nodes.values()].find((one) => one.node.dataset?.id === String(id));
    if (!entry) return false;
    entry.node.scrollIntoView({ block: 'center', behavior: 'smooth' });
    entry.node.classList.remove('is-marked');
    void entry.node.offsetWidth;
    entry.node.classList.add('is-marked');
    return true;
  }

  function reset() {
    nodes.clear();
    list.replaceChildren();
    drawn = false;
    atEnd = true;
  }

  return { element, log, update, jump, reset, seen: drawPill, destroy: () => observer.disconnect() };
}
