// The dashboard: watches what the page needs that the address names, and draws it whenever something differs.
import * as api from './api.js';
import { element, link } from './dom.js';
import { watch } from './live.js';
import { render } from './morph.js';
import { current } from './route.js';
import { onRedraw, onReload } from './bus.js';
import { arrived } from './parts/documents.js';
import * as checkpoints from './pages/checkpoints.js';
import * as fleet from './pages/fleet.js';
import * as group from './pages/group.js';
import * as member from './pages/member.js';
import * as nodes from './pages/nodes.js';
import * as shard from './pages/shard.js';

const PAGES = { checkpoints, fleet, group, member, nodes, shard };
const SECOND = 1_000;
/** A page that takes longer to draw grows older in larger steps. */
const QUICK_MILLIS = 30;
const SLOW_STEP_MILLIS = 10_000;
/** Details that no stream carries are looked at again after this even when the group did not change. */
const DETAIL_MILLIS = 10_000;

const byId = (id) => document.getElementById(id);
let watching = new AbortController();
/** What is on the page: the route, the document of its stream, and details that were asked for beside it. */
let shown = null;
let detailed = { look: null, at: 0 };
let frame = 0;
let drawn = { at: 0, took: 0 };

function start() {
  watching.abort();
  watching = new AbortController();
  const { signal } = watching;
  const route = current();
  const page = PAGES[route.page];
  const { path, query } = page.source(route);
  if (JSON.stringify(shown?.route) !== JSON.stringify(route)) {
    waiting(route);
  }
  detailed = { look: null, at: 0 };
  watch(path, query, {
    signal,
    told: (document, how) => {
      if (signal.aborted) {
        return;
      }
      arrived(document);
      byId('login').hidden = true;
      show(route, document, signal);
      status('live', how === 'live' ? 'live' : 'live, asking again and again');
    },
    failed: (failure) => !signal.aborted && failed(failure),
  });
}

/** The frame is there at once, whatever the server has to read. */
function waiting(route) {
  shown = null;
  render(byId('page'), [element('h1', '', PAGES[route.page].title(route)), element('p', 'empty', 'Loading …')]);
  name(route);
}

async function show(route, document, signal) {
  const page = PAGES[route.page];
  if (page.detail) {
    const look = page.look(document, route);
    if (look !== detailed.look || Date.now() - detailed.at > DETAIL_MILLIS) {
      const asked = { look, at: Date.now(), data: detailed.data };
      detailed = asked;
      try {
        asked.data = await page.detail(route, signal);
      } catch (failure) {
        asked.look = null;
        return void (signal.aborted || failed(failure));
      }
      if (detailed !== asked && !signal.aborted) { // more is asked for: until that is there, this is better than nothing
        detailed.data ??= asked.data;
      }
    } else if (!detailed.data) {
      return;
    }
  }
  if (!signal.aborted) {
    shown = { route, document, detail: detailed.data };
    soon();
  }
}

/** No more than once a frame. */
function soon() {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    draw();
  });
}

function draw() {
  if (!shown) {
    return;
  }
  const { route, document, detail } = shown;
  const page = PAGES[route.page];
  const begun = Date.now();
  render(byId('page'), page.draw(document, route, detail));
  page.drawn?.(document, route);
  drawn = { at: begun, took: Date.now() - begun };
  name(route);
}

function name(route) {
  document.title = `${PAGES[route.page].title(route)} – Shardbeat`;
  byId('forget').hidden = !api.key.get();
  byId('to-fleet').ariaCurrent = route.page === 'fleet' ? 'page' : null;
  byId('to-nodes').ariaCurrent = route.page === 'nodes' ? 'page' : null;
}

function failed(failure) {
  if (failure.status === 401 || failure.status === 403) {
    byId('login-note').textContent = api.key.get() ? failure.message : 'This server asks for one.';
    byId('login').hidden = false;
    shown = null;
    render(byId('page'), []);
    status('off', failure.status === 401 ? 'signed out' : 'not allowed');
    return;
  }
  if (failure.status === 404 || failure.status === 400 || failure.status === 409) {
    shown = null;
    const back = element('p', '', link('#/', '', 'All groups'));
    render(byId('page'), [element('h1', '', 'Nothing to show'), element('p', 'empty', failure.message), back]);
    status('live', 'live');
    return;
  }
  if (!failure.status && failure.name !== 'TypeError' && failure.name !== 'TimeoutError') {
    console.error(failure);
  }
  const told = failure.status ? failure.message : 'server not reached; trying again';
  if (!shown) {
    render(byId('page'), [element('h1', '', PAGES[current().page].title(current())), element('p', 'alert bad', told)]);
  }
  status('off', told);
}

function status(kind, text) {
  byId('status').className = `status ${kind}`;
  if (byId('status').textContent !== text) {
    byId('status').textContent = text;
  }
  document.body.classList.toggle('stale', kind !== 'live');
}

byId('login').addEventListener('submit', (event) => {
  event.preventDefault();
  api.key.set(byId('key-id').value, byId('key-secret').value);
  byId('key-secret').value = '';
  byId('main').focus();
  start();
});
byId('forget').addEventListener('click', () => {
  api.key.forget();
  byId('forget').hidden = true;
  start();
});
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});
addEventListener('hashchange', () => {
  scrollTo(0, 0);
  byId('main').focus({ preventScroll: true });
  start();
});
// A page that nobody sees keeps no stream: a browser has few connections to one host.
document.addEventListener('visibilitychange', () => (document.hidden ? watching.abort() : start()));
onRedraw(draw);
onReload(start);
// Ages grow without news.
setInterval(() => {
  if (!document.hidden && Date.now() - drawn.at > (drawn.took > QUICK_MILLIS ? SLOW_STEP_MILLIS : 0)) {
    soon();
  }
}, SECOND);
start();
