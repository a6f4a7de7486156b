// Loss is loud: what Redis lost is said on the first page until somebody has read it.
import { redraw } from '../bus.js';
import { element, made } from '../dom.js';
import { clock, plural } from '../words.js';

const KEY = 'shardbeat.losses';
const READ = 'shardbeat.losses.read';

/** Kept in this tab, so that a rebuild of a few seconds is not missed by who looked away. */
function seen() {
  return JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
}

export function losses(groups, nodes) {
  const now = groups.filter((group) => group.state === 'rebuilding').map((group) => group.path);
  const before = seen();
  if (now.length > 0) {
    const paths = [...new Set([...(before?.paths ?? []), ...now])];
    sessionStorage.setItem(KEY, JSON.stringify({ at: before?.at ?? new Date().toISOString(), paths }));
  }
  const loss = seen();
  if (!loss) {
    return lost(nodes);
  }
  const still = now.length > 0 ? 'Ownership is being rebuilt from what members report.' : 'Ownership has been rebuilt.';
  return [...lost(nodes), made('div', { class: 'alert bad', role: 'alert', 'data-key': 'losses' },
    element('p', '', element('b', '', 'Redis lost writes. '),
      `First seen at ${clock(loss.at)}, ${plural(loss.paths.length, 'group')} concerned. ${still} Checkpoints may be older than they were: look at them, and at whether Redis is persistent.`),
    now.length > 0 ? null : made('button', { type: 'button', class: 'quiet', onclick: () => forget(KEY) }, 'I have seen it'))];
}

/** What nodes that still live have noticed: everybody sees that, also who comes later. */
export function lost(nodes) {
  const everything = nodes?.lostEverything;
  if (!everything || localStorage.getItem(READ) === everything) {
    return [];
  }
  return [made('div', { class: 'alert bad', role: 'alert', 'data-key': 'lost-everything' },
    element('p', '', element('b', '', 'Redis was found empty '), `at ${clock(everything)} on ${everything.slice(0, 10)}. `
      + 'Groups that no catalog file declares and all checkpoints are gone, unless you restored them: restore a backup, or let consumers begin anew.'),
    made('button', { type: 'button', class: 'quiet', onclick: () => (localStorage.setItem(READ, everything), redraw()) }, 'I have read this'))];
}

function forget(key) {
  sessionStorage.removeItem(key);
  redraw();
}
