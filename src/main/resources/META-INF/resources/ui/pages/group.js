// One group: who holds what, what moves, and why.
import * as api from '../api.js';
import { say } from '../bus.js';
import { card, chip, element, link, made } from '../dom.js';
import { buttons } from '../commands/buttons.js';
import { boardIn, groupOf, membersOf, passesOf, present } from '../parts/documents.js';
import { handOvers } from '../parts/handovers.js';
import { history, timeline } from '../parts/history.js';
import { lanes } from '../parts/lanes.js';
import { drawMap, map } from '../parts/map.js';
import { members, query } from '../parts/members.js';
import { notices } from '../parts/notices.js';
import { wishes } from '../parts/wishes.js';
import { toCheckpoints } from '../route.js';
import { STATES } from '../states.js';
import { count, plural } from '../words.js';

let said = '';

export const title = (route) => route.group.split('/').pop();

export const source = ({ group }) => ({ path: api.eventsOf(group), query: query(group) });

export function draw(document) {
  const group = groupOf(document);
  const board = boardIn(document);
  announce(group);
  return [
    header(group),
    ...notices(group),
    tiles(group),
    map(group, board),
    handOvers(group, document.moving),
    lanes(group, document, board),
    members(group, membersOf(document)),
    wishes(group),
    card('history', 'Latest decisions', timeline(passesOf(document), present()), history(group.path, passesOf(document), group.topics)),
  ].filter(Boolean);
}

export function drawn(document) {
  drawMap(document.group, boardIn(document));
}

function header(group) {
  const { state } = group;
  return element('header', 'title',
    made('h1', {}, group.name, ' ', chip(STATES[state].tone, state)),
    made('p', { class: 'note' }, made('span', { class: 'mono' }, group.path), ` · epoch ${group.epoch} · ${STATES[state].means}`),
    element('p', '', link(toCheckpoints(group.path), '', 'Checkpoints')),
    buttons('group', { group }));
}

function tiles({ memberCounts: members, shardCounts: shards, sessionTimeoutMillis }) {
  const idle = shards.free + shards.fenced + shards.parked;
  return element('dl', 'tiles', ...[
    ['Members alive', `${count(members.alive)} of ${count(members.total)}`, members.alive < members.total ? 'bad' : ''],
    ['Shards held', `${count(shards.held)} of ${count(shards.total)}`, ''],
    ['Handing over', count(shards.handingOver), shards.stuck > 0 ? 'bad' : shards.handingOver > 0 ? 'warn' : ''],
    ['Nobody’s', count(idle), idle > 0 ? 'bad' : ''],
    ['Session timeout', `${sessionTimeoutMillis / 1000} s`, ''],
  ].map(([name, value, tone]) => element('div', `tile ${tone}`, element('dt', '', name), element('dd', '', value))));
}

/** Only changes are said, not every event. */
function announce(group) {
  const news = `${group.name} is ${group.state}, ${plural(group.memberCounts.alive, 'member')} alive`;
  if (news !== said) {
    said = news;
    say(news);
  }
}
