// What a link means inside the page. Links to the bot act here; everything else is for a new tab.

import { state } from './store.js';

function ours(name) {
  return state.bots.find((bot) => bot.username?.toLowerCase() === String(name ?? '').toLowerCase());
}

/**
 * Reads a link. The answer's `kind` is one of
 * `start` (payload), `app` (param), `share` (url, text), `bot`, `checkout` (url), `web` (url), `none`.
 */
export function readLink(text) {
  let url;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:/iu.test(text) ? text : `https://${text}`);
  } catch {
    return { kind: 'none' };
  }
  const query = url.searchParams;
  if (url.protocol === 'tg:') {
    const host = url.host || url.pathname.replace(/^\/+/u, '');
    if (host === 'msg_url' || host === 'share') return { kind: 'share', url: query.get('url') ?? '', text: query.get('text') ?? '' };
    if (host === 'resolve' && ours(query.get('domain'))) return ofBot(query);
    return { kind: 'none' };
  }
  if (url.protocol === 'tel:' || url.protocol === 'mailto:') return { kind: 'web', url: url.href };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { kind: 'none' };
  const host = url.hostname.replace(/^www\./u, '');
  if (host === 't.me' || host === 'telegram.me') {
    const parts = url.pathname.split('/').filter(Boolean);
    if (parts[0] === 'share') return { kind: 'share', url: query.get('url') ?? '', text: query.get('text') ?? '' };
    if (ours(parts[0])) return parts.length > 1 ? { kind: 'app', param: query.get('startapp') ?? '' } : ofBot(query);
  }
  if (isHere(url) && CHECKOUTS.some((path) => url.pathname.startsWith(path))) return { kind: 'checkout', url: `${url.pathname}${url.search}` };
  return { kind: 'web', url: url.href };
}

// Pages of this server on which a payer pays.
const CHECKOUTS = ['/yookassa/pay/'];
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** This server, under whichever of its names the page was opened. */
function isHere(url) {
  const { host, hostname, port } = window.location;
  return url.host === host || (url.port === port && LOOPBACK.includes(url.hostname) && LOOPBACK.includes(hostname));
}

function ofBot(query) {
  if (query.has('start')) return { kind: 'start', payload: query.get('start') ?? '' };
  if (query.has('startapp')) return { kind: 'app', param: query.get('startapp') ?? '' };
  return { kind: 'bot' };
}

/** A payload as somebody pastes it: the bare word, or a link that carries it. */
export function readPayload(text) {
  const value = text.trim();
  if (/^[\w-]{0,64}$/u.test(value)) return value;
  const link = readLink(value);
  if (link.kind === 'start') return link.payload;
  const start = /^\/start\s+([\w-]{1,64})$/u.exec(value);
  return start ? start[1] : null;
}
