// Shards on their way from one member to another.
import { card, chip, element, row, table } from '../dom.js';
import { between, count } from '../words.js';
import { memberName, shardName } from './names.js';

export function handOvers(group, page) {
  if (!page || page.shards.length === 0) {
    return card('hand-overs', 'Hand-overs', element('p', 'dim', 'None in progress.'));
  }
  const rest = page.total - page.shards.length;
  return card('hand-overs', 'Hand-overs',
    table('Hand-overs', ['Shard', 'From', 'To', 'For', 'State'], page.shards.map((shard) => row(shard.id, '',
      shardName(group.path, shard.id, group.topics),
      memberName(group.path, shard.holder),
      memberName(group.path, shard.next),
      shard.since ? between(shard.since, group.at) : '–',
      shard.stuck ? chip('bad', 'stuck') : shard.until ? chip('', 'released') : chip('warn', 'asked')))),
    rest > 0 ? element('p', 'note', `and ${count(rest)} more`) : null);
}
