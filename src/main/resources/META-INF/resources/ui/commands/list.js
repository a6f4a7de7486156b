// What operators can ask of a group, a member or a shard. Every one but the deletion can be previewed.
import { plural } from '../words.js';

const forField = (value, required) => ({ name: 'for', label: 'For how long', value, required, hint: 'as 90s, 10m or 2h' });

const MEMBER = (t) => `members/${t.member.name}`;
const SHARD = (t) => `shards/${t.shard.id}`;
const isDrained = (t) => t.member.draining ?? Boolean(t.group.wishes.drain[t.member.name]);
const weightOf = (t) => t.member.weight ?? t.group.wishes.weight[t.member.name]?.value ?? 1;

/** A page lists shards without a checkpoint, too. */
const savedIn = (t) => t.checkpoints.checkpoints.filter(({ checkpoint }) => checkpoint !== null).length;

const savedOf = (t) => (t.shard.checkpoint?.value ? `${t.shard.checkpoint.value} now` : 'not set now');

export const COMMANDS = {
  deleted: [
    { id: 'restore', label: 'Restore', method: 'POST', part: () => 'restore', tells: 'Makes it again as the catalog file declares it: without members, checkpoints and wishes.',
      shows: () => 'The group would be there again, empty. Members join with their next heartbeat.' },
  ],
  group: [
    { id: 'pause', label: 'Pause', method: 'POST', part: () => 'pause', applies: (t) => !t.group.wishes.paused,
      tells: 'Leaves the group as it is for a while. Hand-overs that have begun come to their end.',
      fields: [forField('30m', true), { name: 'mode', label: 'What stands still', options: { balance: 'moves for balance', all: 'everything, also shards of the dead' } }] },
    { id: 'resume', label: 'Resume', method: 'POST', part: () => 'resume', applies: (t) => t.group.wishes.paused, tells: 'Ends the pause.' },
    { id: 'rebalance', label: 'Rebalance now', method: 'POST', part: () => 'rebalance', tells: 'Looks at the group now. Passes do so by themselves whenever something changes.' },
    { id: 'delete', label: 'Delete group', method: 'DELETE', part: () => '', danger: true, unseen: true,
      tells: 'Deletes the group with its members and checkpoints. This cannot be taken back.',
      fields: [{ name: 'name', label: 'The group’s name, to be sure', equals: (t) => t.group.name, required: true, aside: true }] },
  ],
  member: [
    { id: 'drain', label: 'Drain', method: 'POST', part: (t) => `${MEMBER(t)}/drain`, applies: (t) => !isDrained(t),
      tells: 'It hands over what it has and gets nothing, until that is taken back, the time is over, or it goes.', fields: [forField('', false)] },
    { id: 'undrain', label: 'End drain', method: 'DELETE', part: (t) => `${MEMBER(t)}/drain`, applies: isDrained, tells: 'It gets its share again.' },
    { id: 'weight', label: 'Weight', method: 'PUT', part: (t) => `${MEMBER(t)}/weight`, tells: 'Gives it more shards than others, or fewer.',
      fields: [{ name: 'weight', label: 'Weight', type: 'number', min: 1, max: 1000, value: weightOf, required: true }] },
    { id: 'leave', label: 'Has stopped', method: 'POST', part: (t) => `${MEMBER(t)}/leave`, danger: true,
      tells: 'Its process has stopped: its shards are free at once. Void if it beats afterwards.' },
    { id: 'evict', label: 'Evict', method: 'DELETE', part: MEMBER, danger: true,
      tells: 'Removes it as if its lease had ended. If its process lives, it joins again unless it is kept out.',
      fields: [{ name: 'fence', label: 'Its shards', query: true, options: { auto: 'rest until it has surely stopped', none: 'are free at once: it is known to be dead' } },
        { ...forField('', false), label: 'Keep it out for', query: true }] },
  ],
  shard: [
    { id: 'pin', label: 'Pin', method: 'PUT', part: (t) => `${SHARD(t)}/pin`, applies: (t) => !t.shard.pinnedTo,
      tells: 'Keeps the shard with one member whenever that is alive and not drained.',
      fields: [{ name: 'member', label: 'Member', value: (t) => t.shard.holder ?? '', required: true }] },
    { id: 'unpin', label: 'Unpin', method: 'DELETE', part: (t) => `${SHARD(t)}/pin`, applies: (t) => t.shard.pinnedTo, tells: 'It goes wherever balance puts it.' },
    { id: 'park', label: 'Park', method: 'PUT', part: (t) => `${SHARD(t)}/park`, applies: (t) => !t.shard.parked, danger: true,
      tells: 'Nobody works on the shard for a while.', fields: [forField('1h', true)] },
    { id: 'checkpoint', label: 'Set checkpoint', method: 'PUT', part: (t) => `${SHARD(t)}/checkpoint`, danger: true,
      tells: 'Who gets the shard next goes on from there. A consumer that works on it goes on from where it is, and saves over this: park the shard, or stop the group first.',
      shows: (t, { body }) => `The checkpoint would be ${body.value}, and is ${savedOf(t)}.`,
      fields: [{ name: 'value', label: 'Checkpoint, for CLS an offset', value: (t) => t.shard.checkpoint?.value ?? '', required: true }] },
    { id: 'forget-checkpoint', label: 'Drop checkpoint', method: 'DELETE', part: (t) => `${SHARD(t)}/checkpoint`, danger: true,
      applies: (t) => t.shard.checkpoint?.value, tells: 'Who gets the shard next begins where its consumer says, without a checkpoint.',
      shows: (t) => `There would be no checkpoint. It is ${savedOf(t)}.` },
    { id: 'unpark', label: 'Unpark', method: 'DELETE', part: (t) => `${SHARD(t)}/park`, applies: (t) => t.shard.parked || t.shard.state === 'parked', tells: 'Somebody may have it again.' },
  ],
  checkpoints: [
    { id: 'forget-checkpoints', label: 'Drop all checkpoints', method: 'DELETE', part: () => 'checkpoints', danger: true,
      applies: (t) => savedIn(t) > 0 || t.checkpoints.next, tells: 'Who gets a shard next begins where its consumer says, without a checkpoint. This cannot be taken back.',
      shows: (t) => (t.checkpoints.total > t.checkpoints.checkpoints.length ? 'All checkpoints would be dropped.' : `${plural(savedIn(t), 'checkpoint')} would be dropped.`) },
  ],
};
