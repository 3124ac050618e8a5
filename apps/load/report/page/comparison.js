// Both runs on one axis of time, from the start of what they measured.
function together(before, after) {
  const step = Math.max(before.series.step, after.series.step);
  const point = (second) => Math.floor(second / step) * step;
  const second = [...new Set([...before.series.second, ...after.series.second].map(point))].sort((a, b) => a - b);
  const place = new Map(second.map((each, k) => [each, k]));
  const column = (run, values) => {
    const made = second.map(() => null);
    run.series.second.forEach((each, k) => {
      const to = place.get(point(each));
      made[to] = made[to] === null ? values[k] : Math.max(made[to], values[k]);
    });
    return made;
  };
  Object.assign(time, { second, step, began: undefined, turns: before.turn_seconds !== undefined });
  return (get) => [['before', before, 'c6'], ['after', after, 'c1']].map(([key, run, css]) => ({ key, title: key, css, values: column(run, get(run.series, run)) }));
}
// Counts of turns are divided by how long each took.
const perSecond = (values, run) => (run.turn_seconds ? values.map((each, k) => each / Math.max(run.turn_seconds[run.series.second[k]], 1e-9)) : values);
const errorColumn = (series) => series.second.map((_, k) => errorsOf(series.outcomes).reduce((total, [, values]) => total + values[k], 0));

function differenceTable(what) {
  const texts = { ns: latencyText, rate: rateText, share: shareText };
  const signed = (value, unit) => (value > 0 ? '+' : value < 0 ? '−' : '') + Math.abs(value * 100).toFixed(unit === 'share' ? 2 : 1) + (unit === 'share' ? ' pp' : ' %');
  const known = what.differences.filter((each) => each.verdict !== 'undecided');
  const reach = (share) => Math.max(2 * (share ? what.error_margin : what.margin), ...known.filter((each) => (each.unit === 'share') === share).flatMap((each) => [Math.abs(each.low), Math.abs(each.high)]));
  const reaches = { true: reach(true), false: reach(false) };
  const interval = (each) => {
    const share = each.unit === 'share';
    const x = (value) => 100 + (value / reaches[share]) * 97;
    const band = share ? what.error_margin : what.margin;
    const svg = draw('svg', { viewBox: '0 0 200 16', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, draw('rect', { class: 'band', x: x(-band), y: 0, width: x(band) - x(-band), height: 16 }), draw('line', { class: 'zero', x1: 100, x2: 100, y1: 0, y2: 16 }));
    if (each.verdict !== 'undecided') svg.append(draw('rect', { class: 'span', x: x(each.low), y: 5, width: Math.max(x(each.high) - x(each.low), 1), height: 6 }), draw('line', { class: 'tick', x1: x(each.change), x2: x(each.change), y1: 2, y2: 14 }));
    return make('td', { class: 'bar ' + each.verdict }, svg);
  };
  const number = (each, which, text) => make('td', { class: 'number' }, each[which] === null ? '–' : make('data', { value: each[which], 'data-difference': each.what + '.' + which }, text(each[which], each.unit)));
  const sign = { worse: '✗ ', better: '✓ ' };
  return make('div', { class: 'scroll' }, make('table', { id: 'differences' }, head('', 'before', 'after', 'change', 'interval', ' change and its interval; grey: of no matter', ' verdict'), make('tbody', {}, what.differences.map((each) =>
    row(each.what, number(each, 'before', texts[each.unit]), number(each, 'after', texts[each.unit]), number(each, 'change', signed), each.verdict === 'undecided' ? '–' : signed(each.low, each.unit) + ' to ' + signed(each.high, each.unit), interval(each),
      make('td', { class: 'mark ' + each.verdict }, (sign[each.verdict] || '') + each.verdict, each.why && make('span', { class: 'soft' }, ': ' + each.why)))))));
}
const drawnBlocks = (what) => (what.paired ? many(what.blocks_before, 'pair') + ' of turns' : what.blocks_before + ' and ' + what.blocks_after + ' blocks') + ' of ' + many(Number(what.block_seconds.toPrecision(3)), 'second');
function showComparison(what) {
  const { before, after } = what;
  at('title').textContent = before.name + ' → ' + after.name;
  at('about').textContent = what.latency + ' time · ' + before.report.program + ' ' + after.report.version;
  showVerdict(what.verdict);
  const of = together(before, after);
  const columns = (series) => series[what.latency + '_ns'];
  const axis = { log: true, text: latencyText, tick: latencyTick, height: 220 };
  const over = what.paired ? 'of each turn' : 'over time';
  const note = what.paired ? 'of each turn' : undefined;
  const none = (series) => series.second.map(() => 0);
  content.append(...warnings(before, 'Before'), ...warnings(after, 'After'),
    card('What changed', differenceTable(what), make('p', { class: 'soft' }, 'Intervals of ' + shareText(what.confidence) + ', by ' + countText(what.resamples) + ' resamples of ' + drawnBlocks(what) + '. A change up to ' + shareText(what.margin) + ' (errors: ' + Number((what.error_margin * 100).toPrecision(3)) + ' percentage points) is of no matter.')),
    make('div', { class: 'cards' },
      spectrumChart({ id: 'spectrum', title: 'Percentile spectrum', note: what.latency + ' time of all measured answers; each mark is ten times rarer', lines: [
        { key: 'before', title: 'before', css: 'c6', spectrum: before.spectrum[what.latency + '_ns'] }, { key: 'after', title: 'after', css: 'c1', spectrum: after.spectrum[what.latency + '_ns'] }] }),
      ...(time.second.length > 0 ? [
        timeChart({ id: 'p50', title: 'p50 ' + over, ...axis, lines: of((series) => columns(series).p50) }),
        timeChart({ id: 'p99', title: 'p99 ' + over, ...axis, lines: of((series) => columns(series).p99) }),
        timeChart({ id: 'rate', title: 'Answers per second', note, text: rateText, lines: of((series, run) => perSecond(series.outcomes.answered || none(series), run)) }),
        timeChart({ id: 'errors', title: 'Errors per second', note, text: rateText, lines: of((series, run) => perSecond(errorColumn(series), run)) })] : []),
      ...[['Before', before], ['After', after]].map(([title, run]) => thresholdsCard(run, title)).filter(Boolean),
      ...[['Before', before], ['After', after]].map(([title, run]) => card(title, facts(['Label', run.report.label], ['Asked', run.asked], ['Endpoint', run.report.endpoint], ['Began', run.report.began], ['Answers', countText(run.report.requests.answered)], ['Plan', run.report.plan_hash], ['Program', run.report.program + ' ' + run.report.version])))));
}
