// What a group's stream carries, as pages want it.
import { boardOf } from './board.js';

const KINDS = ['drain', 'weight', 'pin', 'park', 'departure'];

/** By how much the clock of Redis is ahead of this browser's. */
let ahead = 0;

/** To be told when a document comes: its time is the present. */
export function arrived(document) {
  if (document.at && document.at !== arrived.last) {
    arrived.last = document.at;
    ahead = Date.parse(document.at) - Date.now();
  }
}

export const present = () => Date.now() + ahead;

/** The group itself, with what operators want of it by kind and name. */
export function groupOf({ group }) {
  return { ...group, at: new Date(present()).toISOString(), wishes: byKind(group.wishes ?? []) };
}

function byKind(list) {
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, Object.create(null)]));
  list.filter((wish) => wish.of !== null && kinds[wish.kind]).forEach((wish) => (kinds[wish.kind][wish.of] = wish));
  return { ...kinds, paused: list.find(({ kind }) => kind === 'pause') ?? null };
}

/** With ages as of now: a stream tells when a heartbeat came, not every second how long ago that is. */
export function aged(member, timeoutMillis) {
  if (!member.lastHeartbeat) {
    return member;
  }
  const silentMillis = Math.max(0, present() - Date.parse(member.lastHeartbeat));
  return { ...member, silentMillis, leaseLeftMillis: Math.max(0, timeoutMillis - silentMillis) };
}

export function membersOf({ members, group }) {
  return {
    total: members.total,
    next: members.next ?? null,
    members: members.order.map((name) => aged({ ...members.rows[name], name }, group.sessionTimeoutMillis)),
  };
}

export const passesOf = ({ history }) => history.order.map((key) => history.passes[key]);

/** Made anew only when the map has changed. */
const boards = new WeakMap();
export function boardIn({ map }) {
  if (!boards.has(map)) {
    boards.set(map, boardOf(map));
  }
  return boards.get(map);
}
