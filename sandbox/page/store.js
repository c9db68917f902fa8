// What the page knows: people, chats, transcripts. The server is the truth; this is its last answer.

import * as api from './api.js';
import * as layout from './layout.js';

const listeners = new Map();

/** Listens to a topic: `state`, `layout`, `unread`, `link`, or `chat:<key>`. Returns a way to stop. */
export function on(topic, fn) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(fn);
  return () => listeners.get(topic)?.delete(fn);
}

export function emit(topic, detail) {
  for (const fn of [...(listeners.get(topic) ?? [])]) fn(detail);
}

export const state = { bots: [], kinds: [], people: new Map(), chats: new Map(), clockOffset: 0, ready: false, online: false, error: '' };

const transcripts = new Map();
const loads = new Map();

/** The bot of the conversations. */
export const bot = () => state.bots[0] ?? { id: 0, first_name: 'Bot', username: '' };

/** The server's time, which tests may have moved ahead. */
export const now = () => Date.now() / 1000 + state.clockOffset;

/** Reads people, chats and the rest again. */
export async function refresh() {
  try {
    const value = await api.state();
    state.bots = value.bots ?? [];
    state.kinds = value.kinds ?? [];
    state.people = new Map((value.people ?? []).map((person) => [person.id, person]));
    state.chats = new Map((value.chats ?? []).map((chat) => [chat.id, chat]));
    state.clockOffset = Number(value.clock_offset_seconds ?? 0);
    state.ready = true;
    state.error = '';
  } catch (error) {
    state.error = error.message;
    emit('state');
    throw error;
  }
  emit('state');
}

/** One entry for every conversation, in the order the reader chose. */
export function columns() {
  const list = new Map();
  for (const chat of state.chats.values()) {
    if (chat.type === 'private') {
      const person = state.people.get(chat.person_id ?? chat.id);
      if (person) list.set(String(chat.id), { key: String(chat.id), chatId: chat.id, chat, person, group: false, viewerId: person.id });
    } else {
      const members = (chat.member_ids ?? []).filter((id) => state.people.has(id));
      const key = String(chat.id);
      const viewerId = layout.viewer(key, members);
      list.set(key, { key, chatId: chat.id, chat, person: state.people.get(viewerId), group: true, members, viewerId });
    }
  }
  // A person who never wrote may have no chat yet: the private chat has the person's id.
  for (const person of state.people.values()) {
    const key = String(person.id);
    const known = [...list.values()].some((one) => !one.group && one.person.id === person.id);
    if (!known) {
      list.set(key, { key, chatId: person.id, chat: { id: person.id, type: 'private' }, person, group: false, viewerId: person.id });
    }
  }
  return layout.ordered([...list.keys()]).map((key) => list.get(key));
}

export const keys = () => columns().map((one) => one.key);
export const column = (key) => columns().find((one) => one.key === key);

/** True when the reader can see the column now. */
export function isVisible(key) {
  const all = keys();
  return layout.isPhone() ? layout.active(all) === key : layout.shown(all).includes(key);
}

/** What is known of one conversation. Created empty at first use. */
export function transcript(key) {
  if (!transcripts.has(key)) {
    transcripts.set(key, {
      messages: [], keyboard: null, commands: [], menuButton: null, typing: '', loaded: false, error: '',
      outbox: [], aliases: new Map(), seen: null, chips: [], draft: '', reply: null, topic: null, keyboardOpen: true, keyboardId: '',
    });
  }
  return transcripts.get(key);
}

/** Reads a conversation again. Calls that come while one is under way are answered by one more. */
export async function load(key) {
  const running = loads.get(key);
  if (running) {
    running.again = true;
    return running.promise;
  }
  const job = { again: false, promise: null };
  loads.set(key, job);
  job.promise = (async () => {
    do {
      job.again = false;
      await loadOnce(key);
    } while (job.again);
    loads.delete(key);
  })();
  return job.promise;
}

async function loadOnce(key) {
  const where = column(key);
  if (!where || where.viewerId === undefined) return;
  const data = transcript(key);
  try {
    const value = await api.messages(where.chatId, where.viewerId);
    data.messages = (value?.messages ?? []).filter((message) => !message.deleted);
    data.commands = value?.commands ?? [];
    data.menuButton = value?.menu_button ?? null;
    setKeyboard(data, value?.reply_keyboard ?? null);
    data.typing = value?.actions?.at?.(-1) ?? '';
    data.error = '';
    if (data.typing) scheduleQuiet(key);
    settle(data);
    // What was there before the page was opened counts as read. A restarted server counts anew.
    if (data.seen === null || lastId(data) < data.seen) {
      data.seen = lastId(data);
      data.aliases.clear();
    }
  } catch (error) {
    // A person who never wrote has nothing to read yet.
    data.error = error.status === 404 ? '' : error.message;
  }
  data.loaded = true;
  emit(`chat:${key}`);
  emit('unread');
}

function setKeyboard(data, keyboard) {
  const id = keyboard ? JSON.stringify(keyboard) : '';
  if (id !== data.keyboardId) data.keyboardOpen = true;
  data.keyboardId = id;
  data.keyboard = keyboard;
}

const lastId = (data) => data.messages.reduce((max, message) => Math.max(max, message.message_id), 0);

const quiet = new Map();

function scheduleQuiet(key) {
  clearTimeout(quiet.get(key));
  quiet.set(key, setTimeout(() => setTyping(key, ''), 5000));
}

/** Shows or clears "is typing". It goes away by itself after five seconds, as in Telegram. */
export function setTyping(key, action) {
  const data = transcript(key);
  if (action) scheduleQuiet(key);
  if (data.typing === action) return;
  data.typing = action;
  emit(`chat:${key}`);
}

// --- messages under way -------------------------------------------------------------------------

let serial = 0;

/** Adds a message that the server has not confirmed yet. */
export function enqueue(key, draft, send) {
  const data = transcript(key);
  serial += 1;
  const entry = {
    ...draft,
    message_id: `p${serial}`,
    date: Math.floor(now()),
    out: true,
    outbox: 'pending',
    after: lastId(data),
    send,
  };
  data.outbox.push(entry);
  emit(`chat:${key}`, { own: true });
  return deliver(key, entry);
}

/** Sends a message of the outbox, for the first time or again. */
export async function deliver(key, entry) {
  const data = transcript(key);
  entry.outbox = 'pending';
  entry.error = '';
  emit(`chat:${key}`);
  try {
    const value = await entry.send();
    entry.realId = value?.message_id ?? value?.message_ids?.[0];
    entry.done = true;
    await load(key);
    data.outbox = data.outbox.filter((one) => one !== entry);
    entry.release?.();
    emit(`chat:${key}`);
    return true;
  } catch (error) {
    if (data.outbox.includes(entry)) {
      entry.outbox = 'failed';
      entry.error = error.message;
      emit(`chat:${key}`);
    }
    return false;
  }
}

/** Forgets a message that could not be sent. */
export function discard(key, entry) {
  const data = transcript(key);
  data.outbox = data.outbox.filter((one) => one !== entry);
  entry.release?.();
  emit(`chat:${key}`);
}

// The event of a message may come before the answer to the request that made it. Such a message
// takes the place of the one under way, so nothing is seen twice.
function settle(data) {
  for (const entry of [...data.outbox]) {
    if (entry.outbox === 'failed') continue;
    const match = data.messages.find((message) => {
      if (data.aliases.has(message.message_id)) return false;
      if (entry.realId !== undefined) return message.message_id === entry.realId;
      return message.out && message.message_id > entry.after && (message.text ?? message.caption ?? '') === (entry.text ?? entry.caption ?? '');
    });
    if (!match) continue;
    data.aliases.set(match.message_id, entry.message_id);
    data.outbox = data.outbox.filter((one) => one !== entry);
    entry.release?.();
  }
}

// --- unread -------------------------------------------------------------------------------------

/** How many messages of others came since the reader last saw the end of the conversation. */
export function unread(key) {
  const data = transcript(key);
  if (data.seen === null) return 0;
  return data.messages.filter((message) => !message.out && message.message_id > data.seen).length;
}

export function markSeen(key) {
  const data = transcript(key);
  const last = lastId(data);
  if (!data.loaded || data.seen === last) return;
  data.seen = last;
  emit('unread');
}
