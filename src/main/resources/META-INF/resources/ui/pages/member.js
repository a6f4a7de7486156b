// One member: what it holds, when it was last heard, what it lost and gained.
import * as api from '../api.js';
import { buttons } from '../commands/buttons.js';
import { card, element, link } from '../dom.js';
import { aged, groupOf } from '../parts/documents.js';
import { history, shardNames } from '../parts/history.js';
import { chips } from '../parts/members.js';
import { toGroup } from '../route.js';
import { between, clock, count, span } from '../words.js';

const MOST_SHARDS = 1_000;
const PASSES = 50;

export const title = (route) => route.member;

export const source = ({ group, member }) => ({ path: api.eventsOf(group), query: { parts: 'group', member } });

export const look = ({ group }) => group.epoch;

export const detail = ({ group, member }, signal) => api.group(group, 'history', { member, limit: PASSES }, signal);

export function draw(document, route, past) {
  const group = groupOf(document);
  const member = document.member && aged(document.member, group.sessionTimeoutMillis);
  const up = element('p', 'note', 'Member of ', link(toGroup(group.path), '', group.path));
  const told = card('history', 'What it lost and gained', history(group.path, past.passes, group.topics, true));
  if (!member) {
    return [element('h1', '', route.member), up, element('p', 'alert warn', 'The group has no member of this name now.'), told];
  }
  return [
    element('header', 'title', element('h1', '', member.name, ' ', ...chips(member, group)), up, buttons('member', { group, member })),
    facts(group, member),
    card('shards', 'Shards', element('p', '', member.granted === 0 ? 'It holds none.' : shardNames(group.path, ids(member.grant), group.topics)),
      difference(group, member)),
    told,
  ];
}

const ids = (byTopic) => Object.entries(byTopic ?? {}).flatMap(([topic, numbers]) => numbers.map((number) => `${topic}/${number}`)).slice(0, MOST_SHARDS);

/** What it says it holds, against what it may hold. */
function difference(group, member) {
  const grant = new Set(ids(member.grant));
  const extra = ids(member.report).filter((shard) => !grant.has(shard));
  return extra.length === 0 ? null : element('p', '', 'It still reports ', shardNames(group.path, extra, group.topics), ', which it is to let go of.');
}

function facts(group, member) {
  const wishes = group.wishes;
  const weight = member.weight ?? wishes.weight[member.name]?.value;
  return element('dl', 'tiles', ...[
    ['Shards', count(member.granted)],
    ['Reported', member.alive ? count(member.reported) : '–'],
    ['Last heartbeat', member.silentMillis == null ? null : `${span(member.silentMillis)} ago`],
    ['Lease left', member.leaseLeftMillis == null ? null : span(member.leaseLeftMillis)],
    ['Interval', member.intervalMillis == null ? null : span(member.intervalMillis)],
    ['Weight', String(weight ?? 1)],
    ['Joined', member.joined ? `${clock(member.joined)}, ${between(member.joined, group.at)} ago` : null],
    ['Client', member.client], ['Address', member.address], ['Key', member.key],
  ].filter(([, value]) => value).map(([name, value]) => element('div', 'tile small', element('dt', '', name), element('dd', '', value))));
}
