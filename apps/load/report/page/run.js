const data = JSON.parse(at('data').textContent);
const content = at('content');
const sum = (counts) => Object.values(counts).reduce((total, each) => total + each, 0);
// The counts that are not 0, the largest first.
const ranked = (counts) => Object.entries(counts).filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
const unsent = ['answered', 'cancelled', 'dropped_by_generator'];
const errorsOf = (counts) => Object.entries(counts).filter(([name]) => !unsent.includes(name));
const head = (...titles) => make('thead', {}, make('tr', {}, titles.map((title, k) => make('th', { scope: 'col', class: k > 0 && title && !title.startsWith(' ') ? 'number' : '' }, title.trim()))));
const row = (title, ...cells) => make('tr', {}, make('th', { scope: 'row' }, title), cells.map((cell) => (cell instanceof Element && cell.tagName === 'TD' ? cell : make('td', { class: 'number' }, cell))));
const card = (title, ...children) => make('section', { class: 'card' }, make('h2', {}, title), ...children);
const facts = (...pairs) => make('dl', {}, pairs.filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
const tile = (kind, title, big, ...texts) => make('section', { class: 'tile ' + kind }, make('h2', {}, title), make('div', { class: 'big' }, big), texts.map((text) => make('p', {}, text)));

function alarm(kind, title, texts) {
  return make('section', { class: 'alarm ' + kind, role: 'alert' }, make('strong', {}, title), texts.length > 0 && make('ul', {}, texts.map((text) => make('li', {}, text))));
}
const limitedTitle = 'GENERATOR LIMITED: these figures are those of the load generator, not of the service. Give it more, or ask for less, and measure again.';

function warnings(run, name) {
  const report = run.report;
  const about = name ? name + ': ' : '';
  const made = [];
  if (run.limits.length > 0) made.push(alarm('limited', about + limitedTitle, run.limits));
  if (report.reason === 'interrupted' && report.shards.cut_short.length === 0) made.push(alarm('', about + 'Ended early: interrupted by a signal.', []));
  if (report.reason === 'hopeless') made.push(alarm('', about + 'Ended early: a threshold could not hold any more.', []));
  const shards = report.shards;
  if (shards.missing.length > 0) made.push(alarm('', about + shards.missing.length + ' of ' + many(shards.count, 'shard') + ' missing: the figures are of a part of the load.', []));
  if (shards.cut_short.length > 0) made.push(alarm('', about + 'Cut short: shards ' + shards.cut_short.join(', ') + ' ended before they could write their totals.', []));
  return made;
}

function tiles(run) {
  const report = run.report;
  const requests = report.requests;
  const value = (path, text) => known(report, path, text);
  const planned = report.plan.model !== 'closed' && requests.planned > 0;
  const errors = ranked(Object.fromEntries(errorsOf(requests.outcomes)));
  const dropped = requests.outcomes.dropped_by_generator;
  const latency = (title, which, about) => tile('', title, value('latency.' + which + '.p99', latencyText), about, make('span', {}, 'p50 ', value('latency.' + which + '.p50', latencyText), ' · p99.9 ', value('latency.' + which + '.p99_9', latencyText), ' · max ', value('latency.' + which + '.max', latencyText)));
  const failed = run.thresholds.filter((each) => !each.holds).length;
  const generator = report.generator;
  const seconds = report.measured_ns / 1e9 + Math.max(0, -(run.series.second[0] || 0));
  const cores = seconds > 0 ? (generator.user_ns + generator.system_ns) / 1e9 / seconds : 0;
  return make('div', { class: 'tiles' },
    tile('', 'Answers per second', value('requests.answered_per_second', rateText),
      make('span', {}, value('requests.answered_in_time', countText), ' answers in ', value('planned_time_ns', latencyText)),
      requests.answered > requests.answered_in_time && make('span', {}, countText(requests.answered - requests.answered_in_time), ' more in the ', value('drain_ns', latencyText), ' after the plan'),
      planned && make('span', {}, 'of ', value('requests.planned_per_second', rateText), ' planned (', value('requests.answered_share', shareText), ')')),
    tile(requests.errors > 0 ? 'bad' : requests.completed > 0 ? 'good' : 'bad', 'Errors', value('requests.error_share', shareText),
      errors.length === 0 ? (requests.completed > 0 ? 'none' : 'nothing ended') : make('span', {}, value('requests.errors', countText), ': ', errors.slice(0, 4).map(([name, count]) => countText(count) + ' ' + name).join(', '), errors.length > 4 ? ' …' : ''),
      dropped > 0 && make('span', {}, value('requests.outcomes.dropped_by_generator', countText), ' more were never sent')),
    latency('Response time, p99', 'response_ns', 'from the planned instant'),
    latency('Service time, p99', 'service_ns', 'from sending'),
    tile(run.thresholds.length === 0 ? '' : failed > 0 ? 'bad' : 'good', 'Thresholds', run.thresholds.length === 0 ? 'none' : failed > 0 ? failed + ' of ' + run.thresholds.length + ' failed' : 'all hold',
      run.thresholds.length === 0 ? 'were given' : (failed > 0 ? run.thresholds.filter((each) => !each.holds) : run.thresholds).slice(0, 3).map((each) => each.text + ': ' + each.measured).join('; ')),
    tile(run.limits.length > 0 ? 'limited' : 'good', 'Generator', run.limits.length > 0 ? 'limited' : 'kept up',
      coresText(cores) + ' busy of ' + countText(generator.threads), make('span', {}, 'schedule lag: p99 ', value('latency.lag_ns.p99', latencyText))));
}

const connectionEvents = { connections_opened: 'opened', connections_failed: 'could not be opened', closed_by_server: 'closed by the server', closed_broken: 'broken', closed_by_client: 'closed by the client', stale_repeats: 'request sent again' };
// Colours that stay with a class, the most frequent one first.
const coloured = (columns, titles = {}) => ranked(Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.reduce((a, b) => a + b, 0)]))).map(([name], k) => ({ key: name, title: titles[name] || name, values: columns[name], css: 'c' + (k % 8) }));
const percentileLines = (columns) => [['max', 'max', 'max thin'], ['p99_9', 'p99.9', 'p999'], ['p99', 'p99', 'p99'], ['p50', 'p50', 'p50']].map(([key, title, css]) => ({ key, title, css, values: columns[key] })).reverse();

function runCharts(run) {
  const series = run.series;
  const report = run.report;
  const events = Object.fromEntries(Object.keys(connectionEvents).map((name) => [name, series.traffic[name]]));
  const failures = Object.fromEntries(Object.entries(series.outcomes).filter(([name]) => name !== 'answered'));
  const none = series.second.map(() => 0);
  const axis = { log: true, text: latencyText, tick: latencyTick };
  const rates = [{ key: 'planned', title: 'planned', css: 'planned dashed', values: series.planned }, { key: 'answered', title: 'answered', css: 'answered', values: series.outcomes.answered || none }];
  if (report.plan.model === 'closed') rates.shift();
  return make('div', { class: 'cards' },
    timeChart({ id: 'response', title: 'Response time', note: 'from the planned instant: what users wait', ...axis, group: 'latency', height: 230, lines: percentileLines(series.response_ns) }),
    timeChart({ id: 'service', title: 'Service time', note: 'from sending: what the service takes', ...axis, group: 'latency', height: 230, lines: percentileLines(series.service_ns) }),
    spectrumChart({ id: 'spectrum', title: 'Percentile spectrum', note: 'of all measured answers; each mark is ten times rarer', between: 'waiting before sending',
      lines: [{ key: 'response', title: 'response', css: 'response', spectrum: run.spectrum.response_ns }, { key: 'service', title: 'service', css: 'service', spectrum: run.spectrum.service_ns }] }),
    timeChart({ id: 'rate', title: 'Rate', note: 'requests per second', lines: rates }),
    timeChart({ id: 'errors', title: 'Not answered', note: 'per second, by class', stacked: true, lines: coloured(failures), none: 'Everything was answered.' }),
    timeChart({ id: 'flight', title: 'In flight', note: 'requests and open connections', lines: [
      { key: 'in_flight', title: 'requests in flight', css: 'c1', values: series.in_flight }, { key: 'connections_open', title: 'connections open', css: 'c3 dashed', values: series.connections_open }] }),
    timeChart({ id: 'connections', title: 'Connection events', note: 'per second', stacked: true, lines: coloured(events, connectionEvents), none: 'No connection was opened or closed.' }),
    timeChart({ id: 'cpu', title: 'CPU of the generator', note: 'in cores', text: coresText, limit: { value: report.generator.threads, title: many(report.generator.threads, 'thread'), always: true },
      lines: [{ key: 'cpu_cores', title: 'busy', css: 'c1', values: series.cpu_cores }] }),
    timeChart({ id: 'lag', title: 'Schedule lag', note: 'how late the generator itself was', ...axis, lines: percentileLines(series.lag_ns) }));
}

const distributionColumns = [['p50', 'p50'], ['p90', 'p90'], ['p99', 'p99'], ['p99_9', 'p99.9'], ['p99_99', 'p99.99'], ['max', 'max'], ['mean', 'mean']];
function latencyCard(run) {
  const report = run.report;
  const cells = (path) => distributionColumns.map(([name]) => known(report, path + '.' + name, latencyText));
  const line = (title, path, count) => row(title, known(report, path + '.count', countText), ...(count > 0 ? cells(path) : distributionColumns.map(() => '–')));
  const latency = report.latency;
  const rows = [line('response', 'latency.response_ns', latency.response_ns.count), line('service', 'latency.service_ns', latency.service_ns.count), line('schedule lag', 'latency.lag_ns', latency.lag_ns.count)];
  for (const [name, both] of Object.entries(latency.by_outcome)) if (name !== 'answered') rows.push(line(name, 'latency.by_outcome.' + name + '.response_ns', both.response_ns.count));
  if (report.runs.started > 0) rows.push(line('end of run seen after', 'runs.detection_ns', report.runs.detection_ns.count));
  return make('section', { class: 'card' }, make('h2', {}, 'Latency'), make('div', { class: 'scroll' }, make('table', { id: 'latency' }, head('', 'count', ...distributionColumns.map(([, title]) => title)), make('tbody', {}, rows))));
}
function phasesCard(run) {
  const phases = Object.entries(run.report.phases).filter(([, each]) => each.count > 0);
  const titles = { queue_ns: 'queue: waiting for a connection', dns_ns: 'DNS', connect_ns: 'TCP connect', tls_ns: 'TLS handshake', first_byte_ns: 'first byte of the answer' };
  if (phases.length === 0) return card('Phases', make('p', { class: 'none' }, 'Nothing was measured.'));
  const scale = scaleOf(true, phases.flatMap(([, each]) => [each.p50, each.max]));
  const bar = (each, css) => {
    const x = (value) => (scale ? scale.share(Math.max(value, 1)) * 196 + 2 : 2);
    return make('td', { class: 'bar ' + css }, draw('svg', { viewBox: '0 0 200 16', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      draw('rect', { class: 'span', x: x(each.p50), y: 4, width: Math.max(x(each.p99) - x(each.p50), 1), height: 8 }),
      draw('line', { class: 'tick', x1: x(each.p50), x2: x(each.p50), y1: 1, y2: 15 }), draw('line', { class: 'tick', x1: x(each.max), x2: x(each.max), y1: 4, y2: 12 })));
  };
  return card('Phases', make('div', { class: 'scroll' }, make('table', { id: 'phases' }, head('', 'count', 'p50', 'p99', 'max', ' p50 to p99, and max'), make('tbody', {}, phases.map(([name, each], k) =>
    row(titles[name] || name, known(run.report, 'phases.' + name + '.count', countText), ...['p50', 'p99', 'max'].map((which) => known(run.report, 'phases.' + name + '.' + which, latencyText)), bar(each, 'c' + ((k + 1) % 8))))))));
}
function runsTable(report) {
  const entry = (name, title) => row(title, known(report, 'runs.' + name, countText));
  return report.runs.started > 0 && make('table', { id: 'runs' }, head('Runs of scripts', 'count'), make('tbody', {}, entry('started', 'started'), entry('over', 'seen to be over'), entry('given_up', 'given up'),
    entry('executes', 'requests to start them'), entry('polls', 'requests to look at them')));
}
function outcomesCard(run) {
  const { outcomes } = run.report.requests;
  const total = sum(outcomes);
  const table = (counts, path, all) => make('tbody', {}, ranked(counts).map(([name, count]) => row(name, known(run.report, path + '.' + name, countText), all > 0 ? shareText(count / all) : '')));
  const states = run.report.states;
  return card('Outcomes', make('div', { class: 'scroll' }, make('table', { id: 'outcomes' }, head('', 'requests', 'share'), table(outcomes, 'requests.outcomes', total)),
    sum(states) > 0 && make('table', { id: 'states' }, head('State of the run', 'answers', 'share'), table(states, 'states', sum(states))), runsTable(run.report)));
}
function trafficCard(run) {
  const traffic = run.report.traffic;
  const entry = (name, title, text) => row(title, known(run.report, 'traffic.' + name, text || countText));
  return card('Connections and traffic', make('table', { id: 'traffic' }, make('tbody', {},
    entry('requests_sent', 'requests sent, repetitions included'), entry('on_reused', 'over a reused connection'), entry('stale_repeats', 'sent again: the connection was closed'),
    entry('connections_opened', 'connections opened'), entry('connections_failed', 'could not be opened'), entry('closed_by_server', 'closed by the server'), entry('closed_broken', 'broken'),
    entry('closed_by_client', 'closed by the client'), entry('retry_after', 'answers with Retry-After'), entry('held_back_ns', 'held back by them', latencyText), entry('bytes_sent', 'sent', bytesText), entry('bytes_received', 'received', bytesText))));
}
function thresholdsCard(run, of) {
  return run.thresholds.length > 0 && card('Thresholds' + (of ? ': ' + of.toLowerCase() : ''), make('div', { class: 'scroll' }, make('table', { id: 'thresholds' + (of ? '-' + of.toLowerCase() : '') }, head('', ' condition', ' measured'), make('tbody', {}, run.thresholds.map((each) =>
    make('tr', {}, make('td', { class: 'mark ' + (each.holds ? 'good-text' : 'bad-text') }, each.holds ? '✓ holds' : each.decided ? '✗ failed' : '✗ undecided'), make('td', { class: 'mono' }, each.text), make('td', {}, each.measured)))))));
}
function planCard(run) {
  const report = run.report;
  const machine = (each) => [each.host, many(each.cpus, 'CPU') + (each.cpu_model ? ' ' + each.cpu_model : ''), bytesText(each.memory_bytes) + ' of memory', each.kernel].join(' · ');
  return card('Plan and machine', facts(['Asked', run.asked], ['Endpoint', report.endpoint], ['Label', report.label], ['Began', report.began], ['Plan', report.plan_hash],
    ['Shards', report.shards.count > 1 ? report.shards.present.length + ' of ' + report.shards.count : undefined], ...report.machines.map((each, k) => [k === 0 ? 'Generator' : '', machine(each)]),
    ['Used', latencyText(report.generator.user_ns) + ' user, ' + latencyText(report.generator.system_ns) + ' system' + (report.generator.peak_resident_bytes > 0 ? ', ' + bytesText(report.generator.peak_resident_bytes) + ' of memory' : '')],
    ['Program', report.program + ' ' + report.version]),
  make('details', {}, make('summary', {}, 'The plan as JSON'), make('pre', {}, JSON.stringify(report.plan, null, 2))));
}

function showVerdict(verdict) {
  at('verdict').textContent = { good: '✓ ', bad: '✗ ', limited: '! ' }[verdict.kind] + verdict.text;
  at('verdict').className = 'chip ' + verdict.kind;
}
function showRun(run) {
  const report = run.report;
  at('title').textContent = report.label || report.endpoint;
  at('about').textContent = [report.label && report.endpoint, report.began.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'), report.program + ' ' + report.version].filter(Boolean).join(' · ');
  showVerdict(run.verdict);
  Object.assign(time, { second: run.series.second, step: run.series.step, began: Date.parse(report.began) });
  content.append(...warnings(run), tiles(run), thresholdsCard(run) || '', run.series.second.length > 0 ? runCharts(run) : '', latencyCard(run),
    make('div', { class: 'cards' }, phasesCard(run), outcomesCard(run), trafficCard(run), planCard(run)));
}
