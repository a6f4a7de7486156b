// What the address bar says after the #. Every page can be bookmarked and sent to somebody.
//   #/                                     all groups
//   #/nodes                                the nodes
//   #/sls/project/logstore/group           a group; a CLS group has three parts
//   #/<group>/members/<name>               one of its members
//   #/<group>/shards/<topic>/<number>      one of its shards
//   #/<group>/checkpoints                  how far it has got
const PARTS = { sls: 4, cls: 3 };

export function current() {
  const parts = location.hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decoded);
  if (parts[0] === 'nodes') {
    return { page: 'nodes' };
  }
  const length = PARTS[parts[0]];
  if (!length || parts.length < length) {
    return { page: 'fleet' };
  }
  const group = parts.slice(0, length).join('/');
  const [kind, first, second] = parts.slice(length);
  if (kind === 'members' && first) {
    return { page: 'member', group, member: first };
  }
  if (kind === 'shards' && second) {
    return { page: 'shard', group, topic: first, number: Number(second), shard: `${first}/${second}` };
  }
  return { page: kind === 'checkpoints' ? kind : 'group', group };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const encoded = (path) => path.split('/').map(encodeURIComponent).join('/');

export const toGroup = (path) => `#/${encoded(path)}`;
export const toCheckpoints = (path) => `#/${encoded(path)}/checkpoints`;
export const toMember = (path, name) => `#/${encoded(path)}/members/${encodeURIComponent(name)}`;
export const toShard = (path, shard) => `#/${encoded(path)}/shards/${encoded(shard)}`;
