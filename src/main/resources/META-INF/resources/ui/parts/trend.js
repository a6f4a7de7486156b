// How something went lately, as a small line.
import { count, span } from '../words.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 120;
const HEIGHT = 24;

/**
 * A line, with what it shows in words for who does not see it.
 * @param times milliseconds; not all need be as far apart: a node that looked away has a gap
 */
export function trend(label, times, values) {
  const figure = document.createElement('span');
  figure.className = 'trend';
  if (values.length < 2) {
    return figure;
  }
  const most = Math.max(...values, 1);
  const from = times[0];
  const wide = Math.max(1, times.at(-1) - from);
  const svg = document.createElementNS(SVG, 'svg');
  const told = `${label} over ${span(wide)}: from ${count(values[0])} to ${count(values.at(-1))}, ${count(Math.min(...values))} to ${count(Math.max(...values))}`;
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: 'img', 'aria-label': told })) {
    svg.setAttribute(name, value);
  }
  const line = document.createElementNS(SVG, 'polyline');
  line.setAttribute('points', values.map((value, i) =>
    `${(((times[i] - from) / wide) * (WIDTH - 2) + 1).toFixed(1)},${(HEIGHT - 2 - (value / most) * (HEIGHT - 4)).toFixed(1)}`).join(' '));
  svg.append(line);
  figure.append(svg);
  figure.title = told;
  return figure;
}
