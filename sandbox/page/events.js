// The server's stream of events. Each one names a chat; the page then reads that chat again, so that
// what is drawn never depends on events having come in order or at all.

import { debounce } from './dom.js';
import * as store from './store.js';

const KINDS = ['message', 'edit', 'delete', 'action', 'answer', 'people', 'chats', 'markup'];
const pending = new Set();
let source = null;
let delay = 1000;
let connectedBefore = false;

const flush = debounce(() => {
  const keys = [...pending];
  pending.clear();
  for (const key of keys) void store.load(key);
}, 25);

const refreshState = debounce(() => {
  store.refresh().then(() => loadMissing()).catch(() => undefined);
}, 40);

function loadMissing() {
  for (const key of store.keys()) if (!store.transcript(key).loaded) void store.load(key);
}

function parse(data) {
  try {
    return JSON.parse(data) ?? {};
  } catch {
    return {};
  }
}

function handle(kind, payload) {
  if (kind === 'people' || kind === 'chats') refreshState();
  if (kind === 'people') return;
  // Commands, the menu button and topics belong to a chat as well as its messages do.
  const id = payload.chat_id ?? payload.message?.chat?.id;
  const keys = id === undefined ? store.keys() : [String(id)];
  for (const key of keys) {
    if (kind === 'action') {
      store.setTyping(key, payload.action === 'cancel' ? '' : (payload.action ?? 'typing'));
    } else if (kind === 'markup' && payload.message_id === undefined) {
      // The same keyboard sent again opens again, also after it was folded away.
      store.transcript(key).keyboardOpen = true;
      pending.add(key);
    } else if (kind !== 'answer') {
      // A chat that the page has not heard of: somebody was added elsewhere.
      if (store.column(key)) pending.add(key);
      else refreshState();
    }
  }
  flush();
  store.emit('journal');
}

function setOnline(online) {
  if (store.state.online === online) return;
  store.state.online = online;
  store.emit('link');
}

/** Opens the stream and keeps it open. */
export function connect() {
  source?.close();
  source = new EventSource('/control/events');
  source.addEventListener('open', () => {
    delay = 1000;
    setOnline(true);
    // Events may have been missed while the line was down.
    if (connectedBefore) {
      store.refresh().then(() => store.keys().forEach((key) => void store.load(key))).catch(() => undefined);
    }
    connectedBefore = true;
  });
  source.addEventListener('error', () => {
    setOnline(false);
    // A closed source does not come back by itself, unlike one that is connecting.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(connect, delay);
      delay = Math.min(delay * 2, 15000);
    }
  });
  for (const kind of KINDS) source.addEventListener(kind, (event) => handle(kind, parse(event.data)));
}
