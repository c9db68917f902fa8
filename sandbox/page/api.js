// The control API of the sandbox. Nothing here keeps state.

import { t } from './i18n.js';

/** A refusal of the control API, with the text it gave. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

async function request(method, path, body) {
  const options = { method, headers: { accept: 'application/json' }, cache: 'no-store' };
  if (body instanceof FormData) {
    options.body = body;
  } else if (body !== undefined) {
    options.headers['content-type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/control${path}`, options);
  } catch {
    throw new ApiError(t('no_connection'), 0);
  }
  const text = await response.text();
  let value = null;
  if (text !== '') {
    try {
      value = JSON.parse(text);
    } catch {
      value = null;
    }
  }
  if (!response.ok) {
    throw new ApiError(value?.error || text.slice(0, 200) || response.statusText || `HTTP ${response.status}`, response.status);
  }
  return value;
}

const chat = (id) => `/chats/${encodeURIComponent(id)}`;

/** Leaves out fields that are empty, as the server treats them as absent. */
function compact(object) {
  return Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined && v !== null && v !== ''));
}

/** Accepts both a bare list and a list under a name. */
function listOf(value, name) {
  if (Array.isArray(value)) return value;
  return Array.isArray(value?.[name]) ? value[name] : [];
}

export const state = () => request('GET', '/state');
export const addPerson = (spec) => request('POST', '/people', compact(spec));
export const editPerson = (id, patch) => request('PATCH', `/people/${id}`, patch);
export const setBlocked = (id, blocked) => request('POST', `/people/${id}/${blocked ? 'block' : 'unblock'}`);
export const addGroup = (spec) => request('POST', '/groups', spec);

export const messages = (id, viewer) => request('GET', `${chat(id)}/messages?viewer=${encodeURIComponent(viewer)}`);
export const sendText = (id, body) => request('POST', `${chat(id)}/text`, compact(body));
export const sendLocation = (id, body) => request('POST', `${chat(id)}/location`, compact(body));
export const sendContact = (id, body) => request('POST', `${chat(id)}/contact`, compact(body));
export const start = (id, from, payload) => request('POST', `${chat(id)}/start`, compact({ from, payload }));
export const tap = (id, body) => request('POST', `${chat(id)}/tap`, body);

/** Sends one file, or several as an album. */
export function sendMedia(id, { from, kind, files, caption, reply_to, message_thread_id }) {
  const form = new FormData();
  for (const [name, value] of Object.entries(compact({ from, kind, caption, reply_to, message_thread_id }))) {
    form.append(name, String(value));
  }
  for (const file of files) form.append('file', file, file.name);
  return request('POST', `${chat(id)}/media`, form);
}

export const webApp = (body) => request('POST', '/webapp', compact(body));

/** What a Mini App opened from a reply keyboard hands back with `sendData`. */
export const webAppData = (id, body) => request('POST', `${chat(id)}/web_app_data`, body);

/** Pays an invoice message. */
export const pay = (id, body) => request('POST', `${chat(id)}/pay`, body);

export const faults = async () => listOf(await request('GET', '/faults'), 'faults');
export const addFault = (fault) => request('POST', '/faults', compact(fault));
export const clearFaults = () => request('DELETE', '/faults');
export const advance = (seconds) => request('POST', '/clock', { advance_seconds: seconds });
export const journal = async (limit) => listOf(await request('GET', `/journal?limit=${limit}`), 'calls');

/** Where the bytes of a file are. */
export const fileUrl = (id) => `/control/files/${encodeURIComponent(id)}`;
