// The percentile spectrum, as HdrHistogram's charts have it: each mark further right is ten times rarer. `lines`: key,
// title, css, spectrum (count, percentiles, values). `between`: titled area between the first two.
function spectrumChart(asked) {
  const spectra = asked.lines.filter((line) => line.spectrum.count > 0);
  const when = make('span', { class: 'when', 'aria-live': 'polite' });
  const made = make('figure', { class: 'card chart wide', id: asked.id },
    make('div', { class: 'head' }, make('h3', {}, asked.title), make('span', { class: 'soft' }, asked.note), when));
  if (spectra.length === 0) {
    made.append(make('p', { class: 'none' }, 'Nothing was answered.'));
    return made;
  }
  const rarity = (line, p) => (p >= 100 ? Math.log10(line.spectrum.count) : -Math.log10(1 - p / 100));
  const end = Math.max(1, ...spectra.map((line) => rarity(line, 100)));
  const valueAt = (line, p) => {
    const k = line.spectrum.percentiles.findIndex((each) => each >= p - 1e-9);
    return line.spectrum.values[k < 0 ? line.spectrum.values.length - 1 : k];
  };
  const state = { log: true, cursor: -1, mark: undefined, x: undefined, box: undefined };
  const grid = spectra.reduce((a, b) => (b.spectrum.count > a.spectrum.count ? b : a));
  const keys = make('div', { class: 'keys' });
  for (const line of spectra) {
    line.readout = make('data', { 'data-readout': line.key });
    keys.append(make('span', { class: 'key' }, make('span', { class: 'swatch ' + line.css }), line.title, line.readout));
  }
  if (asked.between) keys.append(make('span', { class: 'key' }, make('span', { class: 'swatch wait' }), asked.between));
  keys.append(make('span', { class: 'grow' }), make('button', { type: 'button', 'aria-pressed': 'true', onclick: (event) => {
    state.log = !state.log;
    event.currentTarget.setAttribute('aria-pressed', String(state.log));
    redraw();
  } }, 'Logarithmic'));
  const plot = make('div', { class: 'plot', tabindex: '0', role: 'img', 'aria-label': asked.title + '. Arrow keys go along the percentiles.' });
  made.append(keys, plot);

  function show() {
    const p = state.cursor < 0 ? undefined : grid.spectrum.percentiles[state.cursor];
    when.textContent = p === undefined ? '' : percentileText(p);
    state.mark.setAttribute('visibility', p === undefined ? 'hidden' : 'visible');
    if (p !== undefined) for (const name of ['x1', 'x2']) state.mark.setAttribute(name, state.x(rarity(grid, p)));
    for (const line of spectra) {
      const value = p === undefined ? undefined : valueAt(line, p);
      line.readout.setAttribute('value', value === undefined ? '' : value);
      line.readout.textContent = value === undefined ? '' : latencyText(value);
    }
  }
  function redraw() {
    const box = frame(plot, 290);
    const svg = draw('svg', { viewBox: '0 0 ' + box.width + ' ' + box.height, 'aria-hidden': 'true' });
    const x = (rare) => box.left + (rare / end) * (box.right - box.left);
    const all = spectra.flatMap((line) => line.spectrum.values);
    const y = drawValueAxis(svg, box, scaleOf(state.log, all) || linearScale(1), latencyTick);
    for (const [p, title] of [[0, '0 %'], [50, '50 %'], [90, '90 %'], [99, '99 %'], [99.9, '99.9 %'], [99.99, '99.99 %'], [99.999, '99.999 %'], [99.9999, '99.9999 %'], [99.99999, '99.99999 %']]) {
      const rare = -Math.log10(1 - p / 100);
      if (rare > end + 1e-9) break;
      svg.append(draw('line', { class: 'grid', x1: x(rare), x2: x(rare), y1: box.top, y2: box.bottom, 'data-percentile': p }));
      svg.append(draw('text', { x: x(rare), y: box.bottom + 17, 'text-anchor': 'middle' }, title));
    }
    const points = (line) => line.spectrum.percentiles.map((p, k) => x(rarity(line, p)).toFixed(1) + ' ' + y(line.spectrum.values[k]).toFixed(1));
    if (asked.between && spectra.length === 2) svg.append(draw('path', { class: 'wait', d: 'M' + points(spectra[0]).join('L') + 'L' + points(spectra[1]).reverse().join('L') + 'Z' }));
    for (const line of spectra) svg.append(draw('path', { class: 'line ' + line.css, d: 'M' + points(line).join('L') + (points(line).length === 1 ? 'h.01' : ''), 'data-line': line.key }));
    svg.append(draw('line', { class: 'axis', x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom }));
    state.mark = draw('line', { class: 'cursor', y1: box.top, y2: box.bottom, visibility: 'hidden' });
    svg.append(state.mark);
    state.x = x;
    state.box = box;
    plot.replaceChildren(svg);
    show();
  }
  const go = (k) => { state.cursor = k < 0 ? -1 : Math.min(k, grid.spectrum.percentiles.length - 1); show(); };
  plot.addEventListener('pointermove', (event) => {
    const outer = plot.getBoundingClientRect();
    const px = ((event.clientX - outer.left) / outer.width) * state.box.width;
    const rare = ((px - state.box.left) / (state.box.right - state.box.left)) * end;
    const k = grid.spectrum.percentiles.findIndex((p) => rarity(grid, p) >= rare - 0.01);
    go(k < 0 ? Infinity : k);
  });
  plot.addEventListener('pointerleave', () => { if (document.activeElement !== plot) go(-1); });
  plot.addEventListener('blur', () => go(-1));
  plot.addEventListener('keydown', (event) => {
    const to = { ArrowRight: state.cursor + 1, ArrowLeft: Math.max(0, state.cursor - 1), Home: 0, End: Infinity }[event.key];
    if (to === undefined) return;
    go(to);
    event.preventDefault();
  });
  // Drawn with the charts over time, whenever the width changes.
  others.push(redraw);
  return made;
}
