'use strict';
(() => {
  const { plots, faults } = JSON.parse(document.getElementById('data').textContent);
  const HEIGHT = 250, SMALL = '11px system-ui, sans-serif';
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const short = (value) => String(Number(value.toPrecision(3)));
  const millis = (value) => value >= 1000 ? short(value / 1000) + ' s' : short(value) + ' ms';
  const texts = {
    SECONDS: (value) => short(value) + ' s',
    COUNT: (value) => value.toLocaleString('en', { maximumFractionDigits: 1 }),
    MILLIS: millis,
    LOG_MILLIS: millis,
    PERCENT: (value) => short(value) + ' %',
    NINES: (value) => Number((100 - 100 / value).toFixed(4)) + ' %',
  };
  const isLog = (kind) => kind === 'LOG_MILLIS' || kind === 'NINES';
  /** On a logarithmic axis only whole powers of ten are named: there is no room for more. */
  const named = (values) => values.map((value) => value && Math.abs(Math.log10(value) % 1) < 1e-9 ? value : null);

  const scale = (kind, atLeast) => isLog(kind)
    ? { distr: 3, time: false }
    : kind === 'PERCENT' ? { time: false, range: [0, 100] }
    : { time: false, range: (u, min, max) => [0, Math.max(max, atLeast) * (kind === 'SECONDS' ? 1 : 1.08)] };

  const axis = (kind, size) => ({
    stroke: () => colour('--ink2'), font: SMALL, size, space: size > 40 ? 30 : 60,
    grid: { stroke: () => colour('--grid'), width: 1 }, ticks: { show: false },
    values: (u, values) => values.map((value) => value === null ? '' : texts[kind](value)),
    ...(isLog(kind) ? { filter: (u, values) => named(values) } : {}),
  });

  /** A dashed line for each fault, with its number above; numbers too near to each other go one below the other. */
  const mark = (u) => {
    const ratio = devicePixelRatio, { ctx } = u, rows = [];
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour('--ink2');
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    faults.forEach(({ at }, index) => {
      const x = u.valToPos(at, 'x', true), near = 20 * ratio;
      if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) return;
      let row = rows.findIndex((last) => x - last >= near || x - last <= -near);
      if (row < 0) row = rows.length;
      rows[row] = x;
      const y = u.bbox.top + (9 + row * 18) * ratio;
      ctx.setLineDash([3 * ratio, 3 * ratio]);
      ctx.lineWidth = ratio;
      ctx.beginPath();
      ctx.moveTo(x, u.bbox.top);
      ctx.lineTo(x, u.bbox.top + u.bbox.height);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.arc(x, y, 8 * ratio, 0, 2 * Math.PI);
      ctx.fill();
      ctx.fillStyle = colour('--page');
      ctx.fillText(String(index + 1), x, y);
      ctx.fillStyle = colour('--ink2');
    });
    ctx.restore();
  };

  const draw = (plot) => {
    const figure = document.createElement('figure'), caption = document.createElement('figcaption');
    const title = document.createElement('b'), place = document.createElement('div');
    title.textContent = plot.title;
    caption.append(title, ' ' + plot.note);
    place.className = 'plot';
    figure.append(caption, place);
    document.querySelector('.plots').append(figure);
    const value = (kind) => (u, shown) => shown === null || shown === undefined ? '–' : texts[kind](shown);
    const chart = new uPlot({
      width: place.clientWidth, height: HEIGHT, padding: [10, 28, 0, 0],
      cursor: { drag: { x: false, y: false } },
      scales: { x: scale(plot.x, 1), y: scale(plot.y, 1e-9) },
      axes: [axis(plot.x, 30), axis(plot.y, 60)],
      series: [
        { label: plot.x === 'NINES' ? 'percentile' : 'at', value: value(plot.x) },
        ...plot.lines.map((line) => ({
          label: line.name, width: 2, stroke: () => colour('--hue' + line.hue), points: { show: plot.at.length < 2 },
          value: value(plot.y), ...(plot.y === 'PERCENT' ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
        })),
      ],
      hooks: { draw: plot.marked ? [mark] : [] },
    }, [plot.at, ...plot.lines.map((line) => isLog(plot.y) ? line.values.map((each) => each > 0 ? each : null) : line.values)], place);
    chart.ctx.canvas.setAttribute('role', 'img');
    chart.ctx.canvas.setAttribute('aria-label', plot.alt);
    new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: HEIGHT })).observe(place);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => chart.redraw(false));
  };

  plots.forEach(draw);
})();
