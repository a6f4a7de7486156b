// All groups, those that need somebody first.
import * as api from '../api.js';
import { redraw, reload } from '../bus.js';
import { chip, element, link, made, row, table } from '../dom.js';
import { open } from '../commands/dialog.js';
import { COMMANDS } from '../commands/list.js';
import { losses } from '../parts/losses.js';
import { toGroup } from '../route.js';
import { STATES, rank } from '../states.js';
import { count, natural, plural, shortTopic, span } from '../words.js';
import { present } from '../parts/documents.js';
import { note as remember, pastOf } from '../parts/pasts.js';
import { sortable, sorted } from '../parts/sorting.js';
import { trend } from '../parts/trend.js';

const MOST_ROWS = 1_000;
/** Nobody types a path at once. */
const TYPING_MILLIS = 300;

let typing = 0;
const view = { text: '', state: '', sort: { by: 'state', down: false } };

const ORDERS = {
  state: (a, b) => rank(a.state) - rank(b.state) || natural(a.path, b.path),
  name: (a, b) => natural(a.name, b.name),
  parent: (a, b) => natural(parentOf(a), parentOf(b)),
  members: (a, b) => a.members - b.members,
  handOvers: (a, b) => a.handOvers - b.handOvers,
  epoch: (a, b) => b.epoch - a.epoch,
};

export const title = () => 'Groups';

export function source() {
  const prefix = /^(sls|cls)\//.test(view.text) ? view.text : '';
  return { path: api.EVENTS_OF_ALL, query: { prefix } };
}

export function draw({ groups, nodes, trend: past }) {
  const rows = Object.values(groups.rows);
  const { more } = groups;
  remember(rows, present());
  if (rows.length === 0 && !view.text) {
    return [element('h1', '', 'Groups'), ...losses(rows, nodes),
      element('p', 'empty', 'There is no group yet. Groups come with the catalog file, or when a consumer creates one.')];
  }
  const text = view.text.toLowerCase();
  const matching = rows.filter((group) => group.path.toLowerCase().includes(text));
  const listed = sorted(matching.filter((group) => !view.state || group.state === view.state), view.sort, ORDERS);
  return [
    element('h1', '', 'Groups'),
    ...losses(rows, nodes),
    tally(matching),
    lately(past),
    made('div', { class: 'controls', role: 'search', 'data-key': 'find' },
      made('label', {}, 'Find ', made('input', {
        type: 'search', id: 'filter', autocomplete: 'off', spellcheck: 'false',
        placeholder: 'any part of a path', oninput: (event) => find(event.target.value),
      })),
      element('span', 'note', note(listed, more))),
    table('Groups', heads(), listed.map(line)),
  ].filter(Boolean);
}

function find(text) {
  const before = source().query.prefix;
  view.text = text.trim();
  clearTimeout(typing);
  if (source().query.prefix !== before) {
    typing = setTimeout(reload, TYPING_MILLIS);
  }
  redraw();
}

/** How many are in each state; pressing one shows only these. */
function tally(rows) {
  return made('div', { class: 'tally', 'data-key': 'tally', role: 'group', 'aria-label': 'Groups by state' },
    Object.entries(STATES).map(([state, { tone, means }]) => {
      const number = rows.filter((group) => group.state === state).length;
      return made('button', {
        type: 'button', class: `tile ${number > 0 ? tone : ''}`, title: means, 'aria-pressed': String(view.state === state),
        onclick: () => {
          view.state = view.state === state ? '' : state;
          redraw();
        },
      }, element('b', '', count(number)), element('span', '', state));
    }));
}

/** All groups together, as far as the node that answers has seen. */
function lately(past) {
  const lines = [['Groups in trouble', past.unwell], ['Members', past.members], ['Hand-overs', past.handOvers]];
  return past.at.length < 2 ? null : element('dl', 'lately', ...lines.map(([label, values]) => element('div', '',
    element('dt', '', `${label}, last ${span(past.at.at(-1) - past.at[0])}`),
    element('dd', '', trend(label, past.at, values), ` ${count(values.at(-1))}`))));
}

function note(listed, more) {
  if (more) {
    return `The first ${count(MOST_ROWS)} groups. To find others, begin with sls/ or cls/.`;
  }
  return listed.length === 0 ? 'No group matches.' : plural(listed.length, 'group');
}

const heads = () => [['state', 'State'], ['name', 'Group'], ['parent', 'Where'], ['members', 'Members', 'number'],
  ['', 'Lately'], ['handOvers', 'Hand-overs', 'number'], ['epoch', 'Last change', 'number']].map(([by, label, className]) =>
  (by ? sortable(view.sort, by, label, className, redraw) : label));

function line(group) {
  return row(group.path, '',
    chip(STATES[group.state]?.tone ?? '', group.state),
    element('td', '', ...(group.state === 'deleted' ? deleted(group)
      : [link(toGroup(group.path), 'strong', group.name), group.damaged ? element('span', 'note', ` ${group.damaged.reason}`) : null])),
    element('td', '', element('span', `tag ${group.dialect}`, group.dialect.toUpperCase()), ` ${parentOf(group)}`),
    element('td', 'number', count(group.members)),
    element('td', '', lineOf(group)),
    element('td', 'number', group.handOvers > 0 ? `${count(group.handOvers)}${group.stuck > 0 ? `, ${count(group.stuck)} stuck` : ''}` : '–'),
    element('td', 'number', group.epoch > 0 ? `${span(present() - group.epoch)} ago` : '–'));
}

/** Members, and when shards were on their way, as far as this page has watched. */
function lineOf({ path, name }) {
  const past = pastOf(path);
  return trend(`Members of ${name}`, past.map(({ at }) => at), past.map(({ members }) => members),
    { width: 80, moves: past.map(({ handOvers }) => handOvers) });
}

/** There is no page of it, only a way back. */
const deleted = (group) => [element('span', 'strong', group.name), ' ', made('button', {
  type: 'button', class: 'quiet', 'data-key': 'restore', 'aria-label': `Restore ${group.name} …`,
  onclick: () => open(COMMANDS.deleted[0], { group }),
}, 'Restore …')];

const parentOf = (group) => (group.scope ? `${group.namespace} / ${group.scope}` : shortTopic(group.namespace));
