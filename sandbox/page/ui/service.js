// Service messages: what happened in a chat besides what was said.

import { fullName, money } from '../format.js';
import { t } from '../i18n.js';
import { summary } from './media.js';

const names = (users) => users.map(fullName).join(', ');

// Field of a message to its sentence. `who` is the sender.
const SENTENCES = {
  new_chat_members: (m, who) => (m.new_chat_members.length === 1 && m.new_chat_members[0].id === m.from?.id ? t('service_joined', { who }) : t('service_added', { who, names: names(m.new_chat_members) })),
  left_chat_member: (m, who) => (m.left_chat_member.id === m.from?.id ? t('service_left', { who }) : t('service_removed', { who, names: fullName(m.left_chat_member) })),
  new_chat_title: (m, who) => t('service_title', { who, title: m.new_chat_title }),
  new_chat_photo: (_, who) => t('service_photo', { who }),
  delete_chat_photo: (_, who) => t('service_photo_removed', { who }),
  group_chat_created: (_, who) => t('service_created', { who }),
  supergroup_chat_created: (_, who) => t('service_created', { who }),
  pinned_message: (m, who) => t('service_pinned', { who, text: shorten(summary(m.pinned_message)) }),
  forum_topic_created: (m) => t('service_topic_created', { name: m.forum_topic_created.name }),
  forum_topic_edited: (m) => t('service_topic_edited', { name: m.forum_topic_edited.name ?? '' }),
  forum_topic_closed: () => t('service_topic_closed'),
  forum_topic_reopened: () => t('service_topic_reopened'),
  general_forum_topic_hidden: () => t('service_topic_closed'),
  general_forum_topic_unhidden: () => t('service_topic_reopened'),
  successful_payment: (m) => t('service_paid', { amount: money(m.successful_payment.total_amount, m.successful_payment.currency) }),
  refunded_payment: (m) => t('service_refunded', { amount: money(m.refunded_payment.total_amount, m.refunded_payment.currency) }),
  web_app_data: (m) => t('service_web_app', { button: m.web_app_data.button_text ?? '' }),
  write_access_allowed: (_, who) => t('service_access', { who }),
  users_shared: () => t('service_shared'),
  chat_shared: () => t('service_shared'),
  message_auto_delete_timer_changed: () => t('service_timer'),
  migrate_to_chat_id: () => t('service_migrated'),
  migrate_from_chat_id: () => t('service_migrated'),
  video_chat_started: () => t('service_call'),
  video_chat_ended: () => t('service_call_ended'),
};

function shorten(text) {
  const letters = Array.from(text);
  return letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : text;
}

/** The sentence of a service message, or `null` for any other message. */
export function serviceText(message) {
  const field = Object.keys(SENTENCES).find((name) => message[name] !== undefined && message[name] !== null);
  return field ? SENTENCES[field](message, fullName(message.from)) : null;
}
