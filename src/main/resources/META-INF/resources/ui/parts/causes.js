// Why something was decided, as the end of a sentence. What only a newer server knows is shown as it is spelled.
const CAUSES = {
  joined: 'because a member joined and is due its share',
  balanced: 'so that loads are even',
  drained: 'because its holder is drained',
  pinned: 'because an operator pinned the shard',
  free: 'because it was nobody’s',
  expired: 'because a lease ended without a heartbeat',
  evicted: 'because an operator evicted the member',
  left: 'because the member’s process stopped',
  parked: 'because the shard is parked',
  rested: 'because the time is over for which it rested',
  released: 'because its holder let go of it',
  'taken-up': 'because its holder reports it again',
  reported: 'because a member reports it that must not hold it',
  redirected: 'because another member than before is to have it',
  cancelled: 'because its holder is to keep it after all',
  overdue: 'because its holder took longer than the limit',
  forced: 'because its holder took longer than the limit, and hand-overs are forced then',
  withdrawn: 'because the shard is finished, waits for its parents, or has left the catalog',
  adopted: 'because Redis lost writes and a member reports it',
  rebuilt: 'because Redis lost writes and ownership was rebuilt from reports',
  repaired: 'because Redis held what no commit writes',
  'too-many-silent': 'because too many members fell silent at a time',
};

export const because = (cause) => (cause ? CAUSES[cause] ?? `(${cause})` : '');
