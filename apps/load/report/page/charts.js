// Charts over time share the range that is seen and the second that is looked at.
const time = { second: [], step: 1, began: undefined, first: 0, last: -1, cursor: -1 };
const charts = [];
const others = []; // draws what has another axis
const usable = (chart, value) => value !== null && value !== undefined && (!chart.log || value > 0);
const shown = (chart) => chart.lines.filter((line) => !chart.off.has(line.key));

function secondText(i) {
  if (i < 0) return '';
  const second = time.second[i];
  if (time.turns) return 'turn ' + (second + 1) + (time.step > 1 ? ' to ' + (second + time.step) : '');
  let text = (second < 0 ? 'warm-up ' : 'at ') + clockText(second);
  if (time.step > 1) text += ' and ' + many(time.step - 1, 'second') + ' after';
  if (time.began) text += ' · ' + new Date(time.began + second * 1000).toISOString().slice(11, 19) + ' UTC';
  return text;
}

// The axis of values.
function linearScale(most, least) {
  const rough = Math.max(most, least || 0) / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((each) => each * size).find((each) => each >= rough * 0.999);
  const ticks = [];
  for (let i = 0; i === 0 || ticks[ticks.length - 1] < most; ++i) ticks.push(Number((i * step).toPrecision(12)));
  if (ticks.length < 2) ticks.push(step);
  return { ticks, low: 0, high: ticks[ticks.length - 1], share: (value) => value / ticks[ticks.length - 1] };
}
function logScale(least, most) {
  const steps = [];
  for (let e = Math.floor(Math.log10(least)); e <= Math.ceil(Math.log10(most)); ++e) {
    for (const m of [1, 2, 5]) steps.push(Number((m + 'e' + e)));
  }
  const below = steps.filter((each) => each <= least);
  const above = steps.find((each) => each >= most) || steps[steps.length - 1];
  const low = below.length ? below[below.length - 1] : steps[0];
  const high = above > low ? above : steps[steps.indexOf(low) + 1] || low * 10;
  let ticks = steps.filter((each) => each >= low && each <= high);
  if (ticks.length > 8) ticks = ticks.filter((each) => Number.isInteger(Math.round(Math.log10(each) * 1e6) / 1e6));
  const from = Math.log10(low);
  const size = Math.log10(high) - from;
  return { ticks, low, high, share: (value) => (Math.log10(Math.max(value, low)) - from) / size };
}
function scaleOf(log, values, least) {
  let low = Infinity;
  let high = 0;
  for (const value of values) {
    if (value > high) high = value;
    if (value > 0 && value < low) low = value;
  }
  if (high === 0) return log ? undefined : linearScale(least || 1);
  return log ? logScale(low, high) : linearScale(Math.max(high, least || 0));
}

function* seenValues(chart) {
  const together = chart.group ? charts.filter((each) => each.group === chart.group) : [chart];
  for (const each of together) {
    const lines = shown(each);
    for (let i = time.first; i <= time.last; ++i) {
      if (each.stacked) yield lines.reduce((sum, line) => sum + (line.values[i] || 0), 0);
      else for (const line of lines) if (usable(each, line.values[i])) yield line.values[i];
    }
    if (each.limit && each.limit.always) yield each.limit.value;
  }
}

function linePath(chart, values, x, y) {
  let path = '';
  let open = false;
  for (let i = time.first; i <= time.last; ++i) {
    if (usable(chart, values[i])) path += (open ? 'L' : 'M') + x(i).toFixed(1) + ' ' + y(values[i]).toFixed(1) + (open ? '' : 'h.01');
    open = usable(chart, values[i]);
  }
  return path;
}
// Where there are more seconds than pixels: from the smallest to the largest value of the seconds that share two pixels,
// so that no peak and no low point is lost, however long the run was.
const columnWidth = 2;
function bandPaths(chart, values, x, y) {
  const parts = [];
  let part = [];
  for (let i = time.first; i <= time.last;) {
    const column = Math.floor(x(i) / columnWidth);
    let low = Infinity;
    let high = -Infinity;
    for (; i <= time.last && Math.floor(x(i) / columnWidth) === column; ++i) {
      if (!usable(chart, values[i])) continue;
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    if (high >= low) {
      if (part.length === 0) parts.push(part);
      part.push([((column + 0.5) * columnWidth).toFixed(1), y(low).toFixed(1), y(high).toFixed(1)]);
    } else if (part.length > 0) part = [];
  }
  const along = (points, k) => points.map((point) => point[0] + ' ' + point[k]).join('L');
  const upper = parts.map((each) => 'M' + along(each, 2) + 'h.01').join('');
  const lower = parts.map((each) => 'M' + along(each, 1) + 'h.01').join('');
  return { upper, lower, band: parts.map((each) => 'M' + along(each, 2) + 'L' + along([...each].reverse(), 1) + 'Z').join('') };
}
function drawLine(svg, chart, line, x, y, dense) {
  if (!dense) {
    svg.append(draw('path', { class: 'line ' + line.css, d: linePath(chart, line.values, x, y), 'data-line': line.key }));
    return;
  }
  const { upper, lower, band } = bandPaths(chart, line.values, x, y);
  svg.append(draw('path', { class: 'range ' + line.css, d: band, 'data-line': line.key }), draw('path', { class: 'line thin low ' + line.css, d: lower }), draw('path', { class: 'line thin ' + line.css, d: upper }));
}
// Bars on each other. Where several seconds share a column, it shows the one with the highest bar.
function stackPaths(chart, lines, edge, y) {
  const paths = lines.map(() => '');
  for (let i = time.first; i <= time.last;) {
    const from = edge(time.second[i]);
    let best = i;
    let most = -1;
    let to = from;
    for (; i <= time.last && (to - from < 1.5 || most < 0); ++i) {
      const sum = lines.reduce((total, line) => total + (line.values[i] || 0), 0);
      if (sum > most) { most = sum; best = i; }
      to = edge(time.second[i] + time.step);
    }
    let below = 0;
    const gap = to - from > 5 ? 1 : 0;
    lines.forEach((line, k) => {
      const value = line.values[best] || 0;
      if (value === 0) return;
      paths[k] += 'M' + from.toFixed(1) + ' ' + y(below).toFixed(1) + 'V' + y(below + value).toFixed(1) + 'H' + (to - gap).toFixed(1) + 'V' + y(below).toFixed(1) + 'Z';
      below += value;
    });
  }
  return paths;
}

const margin = { left: 62, right: 12, top: 8, bottom: 24 };
function frame(plot, height) {
  const width = Math.max(Math.round(plot.clientWidth) || 640, 260);
  return { width, height, left: margin.left, right: width - margin.right, top: margin.top, bottom: height - margin.bottom };
}
function drawValueAxis(svg, box, scale, tickText) {
  const y = (value) => box.bottom - scale.share(value) * (box.bottom - box.top);
  for (const tick of scale.ticks) {
    svg.append(draw('line', { class: 'grid', x1: box.left, x2: box.right, y1: y(tick), y2: y(tick), 'data-tick': tick }));
    svg.append(draw('text', { x: box.left - 7, y: y(tick) + 4, 'text-anchor': 'end' }, tickText(tick)));
  }
  return y;
}
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400, 604800];
const turnSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
function drawTimeAxis(svg, box, from, to, edge) {
  if (from < 0) {
    const end = Math.min(0, to);
    svg.append(draw('rect', { class: 'warm', x: edge(from), y: box.top, width: edge(end) - edge(from), height: box.bottom - box.top }));
    if (edge(end) - edge(from) > 60) svg.append(draw('text', { x: edge(from) + 6, y: box.top + 13 }, 'warm-up'));
  }
  if (time.turns) {
    // One point for each turn, with its number below it.
    const every = turnSteps.find((each) => (to - from) / each <= (box.right - box.left) / 40) || 5000;
    for (let turn = Math.ceil((from + 1) / every) * every; turn <= to; turn += every) svg.append(draw('text', { x: edge(turn - 0.5), y: box.bottom + 17, 'text-anchor': 'middle' }, String(turn)));
    svg.append(draw('line', { class: 'axis', x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom }));
    return;
  }
  const step = timeSteps.find((each) => (to - from) / each <= (box.right - box.left) / 70) || 604800;
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    svg.append(draw('line', { class: 'axis', x1: edge(at), x2: edge(at), y1: box.bottom, y2: box.bottom + 4 }));
    const last = edge(at) > box.right - 16;
    svg.append(draw('text', { x: last ? box.right + margin.right : edge(at), y: box.bottom + 17, 'text-anchor': last ? 'end' : 'middle' }, clockText(at)));
  }
  svg.append(draw('line', { class: 'axis', x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom }));
}

function drawChart(chart) {
  const box = frame(chart.plot, chart.height || 190);
  const svg = draw('svg', { viewBox: '0 0 ' + box.width + ' ' + box.height, 'aria-hidden': 'true' });
  const lines = shown(chart);
  const from = time.second[time.first];
  const to = time.second[time.last] + time.step;
  const edge = (second) => box.left + ((second - from) / (to - from)) * (box.right - box.left);
  const x = (i) => edge(time.second[i] + time.step / 2);
  const scale = scaleOf(chart.log, seenValues(chart), chart.least);
  chart.place = { box, from, to, x };
  if (scale) {
    const y = drawValueAxis(svg, box, scale, chart.tick);
    drawTimeAxis(svg, box, from, to, edge);
    if (chart.limit && chart.limit.value <= scale.high) {
      const at = y(chart.limit.value);
      svg.append(draw('line', { class: 'limit', x1: box.left, x2: box.right, y1: at, y2: at }));
      svg.append(draw('text', { x: box.right - 4, y: at + (at > box.top + 16 ? -4 : 14), 'text-anchor': 'end' }, chart.limit.title));
    }
    if (chart.stacked) {
      stackPaths(chart, lines, edge, y).forEach((d, k) => svg.append(draw('path', { class: 'area ' + lines[k].css, d, 'data-line': lines[k].key })));
    } else {
      // The last line of the names is the largest, and stands behind the others.
      const dense = (time.last - time.first + 1) * columnWidth > box.right - box.left;
      for (const line of [...lines].reverse()) drawLine(svg, chart, line, x, y, dense);
    }
  } else {
    drawTimeAxis(svg, box, from, to, edge);
    svg.append(draw('text', { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, 'text-anchor': 'middle' }, 'nothing was measured'));
  }
  chart.mark = draw('line', { class: 'cursor', y1: box.top, y2: box.bottom, visibility: 'hidden' });
  chart.picked = draw('rect', { class: 'picked', y: box.top, height: box.bottom - box.top, visibility: 'hidden' });
  svg.append(chart.picked, chart.mark);
  chart.plot.replaceChildren(svg);
  showCursor(chart);
}
function showCursor(chart) {
  const seen = time.cursor >= time.first && time.cursor <= time.last;
  if (chart.mark) {
    chart.mark.setAttribute('visibility', seen ? 'visible' : 'hidden');
    if (seen) for (const name of ['x1', 'x2']) chart.mark.setAttribute(name, chart.place.x(time.cursor));
  }
  chart.when.textContent = seen ? secondText(time.cursor) : '';
  for (const line of chart.lines) {
    const value = seen ? line.values[time.cursor] : line.peak;
    line.readout.setAttribute('value', value === null || value === undefined ? '' : value);
    line.readout.textContent = !usable(chart, value) ? '–' : (seen ? '' : '≤ ') + chart.text(value);
  }
}
function setCursor(i) {
  if (i === time.cursor) return;
  time.cursor = i;
  for (const chart of charts) showCursor(chart);
}
function setRange(first, last) {
  time.first = Math.max(0, Math.min(first, last));
  time.last = Math.min(time.second.length - 1, Math.max(first, last));
  at('whole').hidden = time.first === 0 && time.last === time.second.length - 1;
  drawAll();
}
const wholeRange = () => setRange(0, time.second.length - 1);
function drawAll() {
  for (const chart of charts) drawChart(chart);
}
function nearest(chart, event) {
  const { box, from, to } = chart.place;
  const outer = chart.plot.getBoundingClientRect();
  const px = ((event.clientX - outer.left) / outer.width) * box.width;
  const second = from + ((px - box.left) / (box.right - box.left)) * (to - from) - time.step / 2;
  let best = time.first;
  let low = time.first;
  let high = time.last;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (Math.abs(time.second[middle] - second) < Math.abs(time.second[best] - second)) best = middle;
    if (time.second[middle] < second) low = middle + 1;
    else high = middle - 1;
  }
  return best;
}
function listen(chart) {
  const plot = chart.plot;
  let start;
  plot.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    start = { i: nearest(chart, event), x: event.clientX };
    plot.setPointerCapture(event.pointerId);
  });
  plot.addEventListener('pointermove', (event) => {
    const i = nearest(chart, event);
    setCursor(i);
    if (!start || Math.abs(event.clientX - start.x) < 6) return;
    const [a, b] = [chart.place.x(start.i), chart.place.x(i)].sort((one, other) => one - other);
    chart.picked.setAttribute('x', a);
    chart.picked.setAttribute('width', b - a);
    chart.picked.setAttribute('visibility', 'visible');
  });
  plot.addEventListener('pointerup', (event) => {
    const i = nearest(chart, event);
    if (start && Math.abs(event.clientX - start.x) >= 6 && i !== start.i) setRange(start.i, i);
    start = undefined;
  });
  plot.addEventListener('pointercancel', () => { start = undefined; });
  plot.addEventListener('pointerleave', () => { if (document.activeElement !== plot) setCursor(-1); });
  plot.addEventListener('dblclick', wholeRange);
  plot.addEventListener('blur', () => setCursor(-1));
  plot.addEventListener('keydown', (event) => {
    const step = event.shiftKey ? 10 : 1;
    const now = time.cursor < 0 ? time.first : time.cursor;
    const go = (i) => setCursor(Math.min(Math.max(i, time.first), time.last));
    const size = time.last - time.first + 1;
    const around = (wanted) => {
      const first = Math.max(0, Math.min(Math.round(now - wanted / 2), time.second.length - wanted));
      setRange(first, first + Math.max(wanted, 2) - 1);
    };
    if (event.key === 'ArrowRight') go(time.cursor < 0 ? now : now + step);
    else if (event.key === 'ArrowLeft') go(now - step);
    else if (event.key === 'Home') go(time.first);
    else if (event.key === 'End') go(time.last);
    else if (event.key === '+') around(Math.max(5, Math.round(size / 2)));
    else if (event.key === '-') around(size * 2);
    else if (event.key === 'Escape') wholeRange();
    else return;
    event.preventDefault();
  });
}

// A chart over time. `lines`: key, title, values (one for each second), css. `text` and `tick` make texts of values.
// `stacked`: bars. `log`: the axis. `least`: the axis reaches at least so far. `group`: charts with the same axis.
function timeChart(asked) {
  const chart = { tick: numberTick, text: countText, ...asked, off: new Set() };
  chart.when = make('span', { class: 'when', 'aria-live': 'polite' });
  const keys = make('div', { class: 'keys' });
  for (const line of chart.lines) {
    line.peak = line.values.reduce((most, value) => (value > most ? value : most), 0);
    line.readout = make('data', { 'data-readout': line.key });
    keys.append(make('button', { type: 'button', class: 'key', 'aria-pressed': 'true', onclick: (event) => {
      if (chart.off.has(line.key)) chart.off.delete(line.key);
      else chart.off.add(line.key);
      event.currentTarget.setAttribute('aria-pressed', String(!chart.off.has(line.key)));
      drawAll();
    } }, make('span', { class: 'swatch ' + line.css }), line.title, line.readout));
  }
  const made = make('figure', { class: 'card chart' + (chart.wide ? ' wide' : ''), id: chart.id },
    make('div', { class: 'head' }, make('h3', {}, chart.title), chart.note && make('span', { class: 'soft' }, chart.note), chart.when));
  if (chart.lines.length === 0) {
    made.append(make('p', { class: 'none' }, chart.none || 'Nothing came.'));
    return made;
  }
  chart.plot = make('div', { class: 'plot', tabindex: '0', role: 'img', 'aria-label': chart.title + ' over time. Arrow keys go from second to second, plus and minus change the range.' });
  made.append(keys, chart.plot);
  charts.push(chart);
  listen(chart);
  return made;
}
