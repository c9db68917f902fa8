// Topics of a forum, as tabs over the messages.

import { fill, h } from '../dom.js';
import { t } from '../i18n.js';

/** The topic of a message: the id of its thread, or `general`. */
export function topicOf(message) {
  return message.message_thread_id ?? 'general';
}

/** The topics of a forum: those that the server lists, and those that the messages tell of. */
export function topicsOf(messages, listed) {
  if (Array.isArray(listed)) {
    return listed.map((one) => ({ id: one.message_thread_id, name: one.name, closed: Boolean(one.closed) }));
  }
  const topics = new Map();
  for (const message of messages) {
    const id = message.message_thread_id ?? message.message_id;
    if (message.forum_topic_created) topics.set(id, { id, name: message.forum_topic_created.name, closed: false });
    const topic = topics.get(id);
    if (!topic) continue;
    if (message.forum_topic_edited?.name) topic.name = message.forum_topic_edited.name;
    if (message.forum_topic_closed) topic.closed = true;
    if (message.forum_topic_reopened) topic.closed = false;
  }
  return [...topics.values()];
}

/** Draws the tabs. `changed` is called when another one was chosen. */
export function topicTabs(host, topics, data, changed) {
  const entries = [{ id: null, name: t('all_topics') }, { id: 'general', name: t('general_topic') }, ...topics];
  if (!entries.some((one) => one.id === data.topic)) data.topic = null;
  const sign = JSON.stringify([entries, data.topic]);
  if (host.dataset.sign === sign) return;
  host.dataset.sign = sign;
  const focused = host.contains(document.activeElement);
  const choose = (id) => {
    data.topic = id;
    changed();
  };
  fill(host, entries.map((one, index) => h('button', {
    type: 'button',
    class: ['topic', one.closed && 'is-closed'],
    role: 'tab',
    dir: 'auto',
    'aria-selected': String(one.id === data.topic),
    tabIndex: one.id === data.topic ? 0 : -1,
    on: {
      click: () => choose(one.id),
      keydown: (event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (step) choose(entries[(index + step + entries.length) % entries.length].id);
      },
    },
  }, one.name)));
  if (focused) host.querySelector('[aria-selected="true"]')?.focus();
}
