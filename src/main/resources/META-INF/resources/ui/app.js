// The dashboard: polls the admin API and draws what it says. Reads only.
import * as api from './api.js';
import { visible } from './dom.js';
import { MAX_ROWS, drawGroup, drawGroups } from './view.js';

const POLL_MILLIS = 2_000;
const MAX_GROUPS = 300;

const byId = (id) => document.getElementById(id);
let polling = new AbortController();
let timer = 0;

/** What the address bar says after the #: the group's path. */
const selected = () => decodeURIComponent(location.hash.replace(/^#\/?/, ''));

async function poll() {
  polling.abort();
  clearTimeout(timer);
  const round = new AbortController();
  polling = round;
  try {
    await refresh(round.signal);
  } catch (failure) {
    if (round !== polling) {
      return;
    }
    failed(failure);
  }
  if (round === polling && byId('login').hidden) {
    timer = setTimeout(poll, POLL_MILLIS);
  }
}

async function refresh(signal) {
  const path = selected();
  const filter = byId('filter').value.trim();
  const [list, group] = await Promise.all([
    api.groups(isPrefix(filter) ? filter : '', MAX_GROUPS, signal),
    path ? api.group(path, byId('state').value, MAX_ROWS, signal).catch(missing) : null,
  ]);
  if (signal.aborted) {
    return;
  }
  const matching = list.groups.filter((row) => row.path.toLowerCase().includes(filter.toLowerCase()));
  drawGroups(matching, path);
  byId('groups-note').textContent = note(matching.length, list, filter);
  byId('group').hidden = !group;
  byId('empty').hidden = Boolean(group);
  byId('empty').textContent = path && !group ? `There is no group ${visible(path)}.` : 'Pick a group to see who holds what.';
  if (group) {
    drawGroup(group);
  }
  document.title = path ? `${path.split('/').pop()} – Shardbeat` : 'Shardbeat';
  byId('forget').hidden = !api.key.get();
  status('live', 'live');
}

function missing(failure) {
  if (failure.status === 404 || failure.status === 400) {
    return null;
  }
  throw failure;
}

const isPrefix = (filter) => filter.startsWith('sls/') || filter.startsWith('cls/');

function note(shown, list, filter) {
  if (list.next) {
    return `The first ${list.groups.length} groups. To find others, begin with sls/ or cls/.`;
  }
  return shown === 0 ? (filter ? 'No group matches.' : 'No groups yet.') : '';
}

function failed(failure) {
  if (failure.status === 401 || failure.status === 403) {
    byId('login-note').textContent = api.key.get() ? failure.message : 'This server asks for one.';
    byId('login').hidden = false;
    byId('group').hidden = true;
    byId('empty').hidden = true;
    drawGroups([], '');
    byId('groups-note').textContent = '';
    status('off', failure.status === 401 ? 'signed out' : 'not allowed');
    return;
  }
  status('off', failure.status ? failure.message : 'server not reached; trying again');
}

function status(kind, text) {
  byId('status').className = `status ${kind}`;
  byId('status').textContent = text;
  document.body.classList.toggle('stale', kind !== 'live');
}

byId('login').addEventListener('submit', (event) => {
  event.preventDefault();
  api.key.set(byId('key-id').value, byId('key-secret').value);
  byId('key-secret').value = '';
  byId('login').hidden = true;
  poll();
});
byId('forget').addEventListener('click', () => {
  api.key.forget();
  byId('forget').hidden = true;
  poll();
});
byId('filter').addEventListener('input', poll);
byId('state').addEventListener('change', poll);
addEventListener('hashchange', poll);
document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : poll()));
poll();
