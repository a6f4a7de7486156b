// The nodes that serve heartbeats, and how they share the work.
import * as api from '../api.js';
import { chip, element, row, table } from '../dom.js';
import { lost } from '../parts/losses.js';
import { present } from '../parts/documents.js';
import { between, count, plural } from '../words.js';

export const title = () => 'Nodes';

export const source = () => ({ path: api.EVENTS_OF_ALL, query: { parts: 'nodes' } });

export function draw({ nodes: list }) {
  const now = new Date(present()).toISOString();
  return [
    element('h1', '', 'Nodes'),
    ...lost(list),
    element('p', 'note', `${plural(list.nodes.length, 'node')} live, sharing ${count(list.buckets)} buckets of groups.`),
    table('Nodes', ['Node', 'Host', 'Version', 'Up for', 'Last tick', 'Buckets'], list.nodes.map((node) => row(node.id, '',
      element('span', '', element('span', 'mono', node.id), node.self ? ' ' : null, node.self ? chip('', 'answers you') : null),
      node.host ?? '–',
      node.version ?? '–',
      node.since ? between(node.since, now) : '–',
      `${between(node.lastTick, now)} ago`,
      element('td', '', count(node.buckets), ` (${Math.round((100 * node.buckets) / list.buckets)} %)`)))),
  ];
}
