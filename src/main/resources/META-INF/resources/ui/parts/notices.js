// What an operator must know of a group before all else.
import { element } from '../dom.js';
import { clock, plural } from '../words.js';

export function notices(group) {
  const paused = group.wishes.paused;
  const by = (wish) => `${wish.by ?? 'somebody without a key'}: ${wish.reason}`;
  return [
    group.damaged ? ['bad', `Damaged: ${group.damaged.reason}. Passes leave the group alone (${plural(group.damaged.failures, 'failure')}).`] : null,
    group.rebuildingUntil ? ['bad', `Redis lost writes: who holds what is rebuilt from reports until ${clock(group.rebuildingUntil)}.`] : null,
    group.expiryHeldUntil && !group.rebuildingUntil
      ? ['warn', 'Nobody expires for now: the coordinator or Redis was away, or too many members fell silent at a time; they must have the chance to renew.'] : null,
    paused ? ['warn', `Paused until ${clock(paused.until)} (${paused.value === 'all' ? 'nothing moves' : 'no shard moves for balance'}), by ${by(paused)}`] : null,
  ].filter(Boolean).map(([tone, text]) => {
    const notice = element('p', `alert ${tone}`, text);
    notice.dataset.key = text.slice(0, 12);
    return notice;
  });
}
