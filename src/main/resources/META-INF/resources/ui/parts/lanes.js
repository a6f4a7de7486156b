// A lane for each member with the shards it has, where there are few enough to be looked at one by one.
import { card, element, link, made, row, table } from '../dom.js';
import { toShard } from '../route.js';
import { natural } from '../words.js';
import { WORDS, shardAt } from './board.js';
import { memberName } from './names.js';

const MOST_MEMBERS = 40;
const MOST_SHARDS = 400;

export function lanes(group, { members }, board) {
  if (board.total === 0 || board.total > MOST_SHARDS || members.total === 0 || members.total > MOST_MEMBERS) {
    return null;
  }
  const lanes = new Map(members.order.map((name) => [name, []]));
  const nobody = [];
  for (let place = 0; place < board.total; place++) {
    const holder = board.members.get(board.holders[place]);
    const lane = holder === undefined ? nobody : lanes.get(holder) ?? lanes.set(holder, []).get(holder);
    lane.push(place);
  }
  const rows = [...lanes].sort(([a], [b]) => natural(a, b)).map(([name, places]) => lane(group, board, name, places));
  if (nobody.length > 0) {
    rows.push(lane(group, board, null, nobody));
  }
  return card('lanes', 'Who has what', table('Who has what', ['Member', 'Shards'], rows));
}

function lane(group, board, name, places) {
  return row(name ?? '\u0000nobody', '', memberName(group.path, name), element('td', 'lane', ...places.map((place) => cell(group, board, place))));
}

function cell(group, board, place) {
  const shard = shardAt(board, place);
  const state = board.states[place];
  const found = link(toShard(group.path, shard), `cell ${state}`, String(board.numbers[place]));
  found.dataset.key = shard;
  found.title = `${shard}, ${WORDS[state]}`;
  return state === 'h' ? found : made('span', { 'data-key': shard }, found, element('span', 'unseen', ` ${WORDS[state]}`));
}
