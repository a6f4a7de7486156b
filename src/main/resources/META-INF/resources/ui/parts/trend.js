// How something went lately, as a small line.
import { count, span } from '../words.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 24;

/**
 * A line, with what it shows in words for who does not see it.
 * @param times milliseconds; not all need be as far apart: a node that looked away has a gap
 * @param moves how many shards were handed over at each of these times; marked below the line
 */
export function trend(label, times, values, { width = 120, moves = [] } = {}) {
  const figure = document.createElement('span');
  figure.className = 'trend';
  if (values.length < 2) {
    return figure;
  }
  const most = Math.max(...values, 1);
  const from = times[0];
  const wide = Math.max(1, times.at(-1) - from);
  const svg = document.createElementNS(SVG, 'svg');
  const told = `${label} over ${span(wide)}: from ${count(values[0])} to ${count(values.at(-1))}, ${count(Math.min(...values))} to ${count(Math.max(...values))}${moves.some((number) => number > 0) ? `; hand-overs up to ${count(Math.max(...moves))}` : ''}`;
  shape(svg, { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: 'img', 'aria-label': told });
  const x = (time) => ((time - from) / wide) * (width - 2) + 1;
  svg.append(...moves.map((number, i) => (number > 0 ? shape(document.createElementNS(SVG, 'rect'),
    { x: (x(times[i]) - 1).toFixed(1), y: HEIGHT - 4, width: 2, height: 4 }) : null)).filter(Boolean));
  svg.append(shape(document.createElementNS(SVG, 'polyline'), {
    points: values.map((value, i) => `${x(times[i]).toFixed(1)},${(HEIGHT - 6 - (value / most) * (HEIGHT - 8)).toFixed(1)}`).join(' '),
  }));
  figure.append(svg);
  figure.title = told;
  return figure;
}

function shape(made, attributes) {
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}
