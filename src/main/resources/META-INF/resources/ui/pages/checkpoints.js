// How far a group has got, shard by shard.
import * as api from '../api.js';
import { reload } from '../bus.js';
import { buttons } from '../commands/buttons.js';
import { element, link, made, row, table } from '../dom.js';
import { groupOf } from '../parts/documents.js';
import { shardName } from '../parts/names.js';
import { toGroup } from '../route.js';
import { between, count, plural } from '../words.js';

const PAGE = 100;
const listing = { path: '', from: 0 };

export const title = (route) => `Checkpoints of ${route.group.split('/').pop()}`;

export const source = ({ group }) => ({ path: api.eventsOf(group), query: { parts: 'group' } });

export const look = ({ group }) => group.epoch;

export function detail({ group }, signal) {
  if (listing.path !== group) {
    Object.assign(listing, { path: group, from: 0 });
  }
  return api.group(group, 'checkpoints', { from: listing.from || null, limit: PAGE }, signal);
}

export function draw(document, route, page) {
  const group = groupOf(document);
  return [
    element('header', 'title', element('h1', '', title(route)),
      element('p', 'note', 'Of ', link(toGroup(group.path), '', group.path), '. To set one, go to its shard.'),
      buttons('checkpoints', { group, checkpoints: page })),
    page.total <= PAGE && page.checkpoints.every(({ checkpoint }) => checkpoint === null)
      ? element('p', 'empty', 'It has none: every shard is read from where its consumers begin.')
      : table('Checkpoints', ['Shard', 'Checkpoint', 'Saved', 'By'], page.checkpoints.map((saved) => line(group, saved))),
    page.total > PAGE ? pager(page) : null,
  ].filter(Boolean);
}

function line(group, { topic, number, checkpoint, updated, consumer }) {
  const shard = `${topic}/${number}`;
  return row(shard, '', shardName(group.path, shard, group.topics),
    element('td', 'clip mono', checkpoint ?? '–'), updated ? `${between(updated, group.at)} ago` : '–', element('td', 'clip', consumer ?? '–'));
}

function pager(page) {
  const turn = (label, from) => made('button', { type: 'button', class: 'quiet', disabled: from === null, onclick: () => {
    listing.from = from;
    reload();
  } }, label);
  return element('div', 'controls',
    turn('Previous checkpoints', listing.from > 0 ? Math.max(0, listing.from - PAGE) : null),
    turn('Next checkpoints', page.next ?? null),
    element('span', 'note', `${count(listing.from + 1)} to ${count(listing.from + page.checkpoints.length)} of ${plural(page.total, 'shard')}`));
}
