// Calls of the admin API, with the access key if there is one. The key lives in this tab's session storage.
const KEY = 'shardbeat.key';

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

async function get(path, parameters, signal) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== ''));
  const credentials = key.get();
  const response = await fetch(`/admin/v1/groups${path}?${query}`, {
    headers: credentials ? { Authorization: authorization(credentials) } : {},
    credentials: 'omit',
    cache: 'no-store',
    signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
  });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused(response.status, body.message ?? `the server answered ${response.status}`);
  }
  return body;
}

export const groups = (prefix, limit, signal) => get('', { prefix, limit }, signal);

export const group = (path, state, limit, signal) =>
  get(`/${path.split('/').map(encodeURIComponent).join('/')}`, { include: 'members,shards,history', state, limit }, signal);
