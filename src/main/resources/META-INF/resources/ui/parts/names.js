// Members and shards as links to their own pages.
import { element, hue, link } from '../dom.js';
import { toMember, toShard } from '../route.js';
import { shortShard } from '../words.js';

export function memberName(path, name) {
  if (name === null || name === undefined) {
    return element('span', 'dim', 'nobody');
  }
  const dot = element('span', 'dot');
  dot.style.setProperty('--hue', hue(name));
  const made = link(toMember(path, name), 'name', dot, element('span', 'label', name));
  made.title = name;
  return made;
}

export function shardName(path, shard, topics) {
  return link(toShard(path, shard), 'mono', topics?.length === 1 ? `#${shard.slice(shard.lastIndexOf('/') + 1)}` : shortShard(shard));
}
