// One shard: where it is, since when, and why.
import * as api from '../api.js';
import { buttons } from '../commands/buttons.js';
import { card, chip, element, link } from '../dom.js';
import { because } from '../parts/causes.js';
import { groupOf } from '../parts/documents.js';
import { history } from '../parts/history.js';
import { memberName } from '../parts/names.js';
import { toGroup } from '../route.js';
import { between, clock } from '../words.js';

const TONES = { held: 'good', 'handing-over': 'warn', free: 'bad', fenced: 'bad', parked: 'bad' };
const PASSES = 100;

export const title = (route) => `Shard ${route.shard}`;

export const source = ({ group }) => ({ path: api.eventsOf(group), query: { parts: 'group' } });

export const look = ({ group }) => JSON.stringify([group.epoch, group.shardCounts]);

/** The shard, or what is still known of one that is gone. */
export async function detail({ group, shard, topic, number }, signal) {
  const found = await api.ifThere(api.group(group, `shards/${topic}/${number}`, {}, signal));
  return found ?? { history: await api.group(group, 'history', { shard, limit: PASSES }, signal) };
}

export function draw(document, route, detail) {
  const group = groupOf(document);
  const past = detail.history;
  const up = element('p', 'note', 'Shard of ', link(toGroup(group.path), '', group.path));
  const told = card('history', 'How it came there', history(group.path, past.passes, group.topics, true));
  if (!detail.state) {
    return [element('h1', '', `Shard ${route.shard}`), up, element('p', 'alert warn', 'This shard is not given to anybody of the group now.'), told];
  }
  const shard = { ...detail, id: route.shard, pinnedTo: detail.pinnedTo ?? group.wishes.pin[route.shard]?.value, parked: group.wishes.park[route.shard] };
  return [
    element('header', 'title',
      element('h1', '', `Shard ${route.shard}`, ' ', chip(shard.stuck ? 'bad' : TONES[shard.state], shard.stuck ? 'stuck' : shard.state.replace('-', ' ')),
        shard.pinnedTo ? chip('', 'pinned') : null),
      up, buttons('shard', { group, shard })),
    card('where', 'Where it is', element('p', '', ...where(group, shard)), ...facts(group, shard)),
    told,
  ];
}

function where({ path }, shard) {
  const why = shard.cause ? `, ${because(shard.cause)}` : '';
  switch (shard.state) {
    case 'held': return [memberName(path, shard.holder), ` holds it${why}.`];
    case 'handing-over': return [memberName(path, shard.holder), ' is to let go of it', ...(shard.next ? [' for ', memberName(path, shard.next)] : []), `${why}.`];
    case 'parked': return [`Nobody gets it for a while${why}.`];
    case 'fenced': return [`It rests: who held it may still be working on it${why}.`];
    default: return [`It is nobody’s${why}.`];
  }
}

function facts(group, shard) {
  return [
    shard.since ? `Since ${clock(shard.since)}, ${between(shard.since, group.at)} ago, epoch ${shard.sinceEpoch}.` : null,
    shard.until ? `It rests for ${between(group.at, shard.until)} more.` : null,
    shard.pinnedTo ? `Pinned to ${shard.pinnedTo}.` : null,
    shard.parked ? `Parked by ${shard.parked.by ?? 'somebody without a key'}: ${shard.parked.reason}` : null,
    shard.readOnly ? 'Read-only: it was split or merged.' : null,
    shard.checkpoint ? `Checkpoint ${shard.checkpoint.value}, saved at ${clock(shard.checkpoint.updated)} by ${shard.checkpoint.consumer || 'nobody named'}.` : null,
  ].filter(Boolean).map((text) => element('p', '', text));
}
