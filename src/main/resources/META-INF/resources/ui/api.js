// Calls of the admin API, with the access key if there is one. The key lives in this tab's session storage.
const KEY = 'shardbeat.key';
const PATIENCE_MILLIS = 10_000;

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const key = {
  get: () => sessionStorage.getItem(KEY),
  set: (id, secret) => sessionStorage.setItem(KEY, `${id}:${secret}`),
  forget: () => sessionStorage.removeItem(KEY),
};

function authorization(credentials) {
  const bytes = new TextEncoder().encode(credentials);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

const encoded = (path) => path.split('/').map(encodeURIComponent).join('/');

function send(path, { query = {}, signal, method = 'GET', body, epoch, accept } = {}) {
  const parameters = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '' && value != null));
  const credentials = key.get();
  return fetch(`/admin/v1/${path}${parameters.size ? `?${parameters}` : ''}`, {
    method,
    headers: {
      ...(credentials ? { Authorization: authorization(credentials) } : {}),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...(epoch ? { 'If-Match': `"${epoch}"` } : {}),
      ...(accept ? { Accept: accept } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
    credentials: 'omit',
    cache: 'no-store',
    signal,
  });
}

async function call(path, options = {}) {
  const patience = AbortSignal.timeout(PATIENCE_MILLIS);
  const signal = options.signal ? AbortSignal.any([options.signal, patience]) : patience;
  const response = await send(path, { ...options, signal });
  return response.ok ? parsed(await response.text()) : refuse(response);
}

async function refuse(response) {
  const answer = parsed(await response.text());
  throw new Refused(response.status, answer.message ?? `the server answered ${response.status}`);
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : {};
  } catch {
    return {};
  }
}

/** What is not there is null. */
export const ifThere = (promise) => promise.catch((failure) => {
  if (failure.status === 404) {
    return null;
  }
  throw failure;
});

export const eventsOf = (group) => `groups/${encoded(group)}/events`;
export const EVENTS_OF_ALL = 'events';

/** A stream of events, to be read as it comes. */
export async function open(path, query, signal) {
  const response = await send(path, { query, signal, accept: 'text/event-stream' });
  return response.ok ? response : refuse(response);
}

/** The first event of a stream alone. */
export async function once(path, query, signal) {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MILLIS)]);
  const response = await open(path, { ...query, once: true }, patience);
  const data = (await response.text()).split('\n').find((line) => line.startsWith('data: '));
  return parsed(data?.slice(6));
}

/** @param part what follows the group's path, such as members; empty for the group */
export const group = (path, part, query, signal) =>
  call(`groups/${encoded(path)}${part ? `/${encoded(part)}` : ''}`, { query, signal });
export const change = (method, path, part, options) =>
  call(`groups/${encoded(path)}${part ? `/${encoded(part)}` : ''}`, { method, ...options });
