// judge.cjs LOAD MOCK BROWSER FOLDER: what a person sees on the pages of load tests. Exit 0: all as it has to be.
const assert = require('node:assert');
const { spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');
const { longRun } = require('./long_run.cjs');

const [loadProgram, mockProgram, browserProgram, pictures] = process.argv.slice(2);
const at = (name) => path.join(os.homedir(), name);
const patience = 120_000; // a busy machine is slow
const evil = '</script><script>document.title="taken"</script><img src=x onerror=\'document.title="taken"\'>';
const scenario = {
  mock: 1,
  seed: 7,
  instances: [
    {
      name: 'service',
      match: { script: 's', instance: '*' },
      timeline: [{ state: 'RUNNING', for: '1h' }, { state: 'FINISHED' }],
      faults: [
        { name: 'tail', on: 'every poll', delay: { lognormal: { median: '8ms', p99: '60ms' } } },
        { name: 'drop', on: { rate: 0.02 }, cut: { after: '0 bytes', with: 'rst' } },
        { name: 'busy', on: { rate: 0.03 }, answer: { status: 503 } },
      ],
    },
  ],
};

function load(codes, ...options) {
  const ended = spawnSync(loadProgram, options, { encoding: 'utf8', maxBuffer: 2 ** 29 });
  assert.ok(codes.includes(ended.status), options.join(' ') + ' ends with ' + ended.status + ': ' + ended.stderr);
  return ended.stdout;
}

async function start(...options) {
  const mock = spawn(mockProgram, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [ready] = await once(readline.createInterface({ input: mock.stdout }), 'line');
  mock.url = JSON.parse(ready).url;
  return mock;
}

// A page from a file. Nothing may be asked for, nothing may go wrong.
async function open(browser, file, options) {
  const context = await browser.newContext({ viewport: { width: 1380, height: 900 }, colorScheme: 'light', ...options });
  await context.setOffline(true);
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  page.wrong = [];
  page.on('console', (message) => page.wrong.push(message.type() + ': ' + message.text()));
  page.on('pageerror', (error) => page.wrong.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (url !== pathToFileURL(file).href && !url.startsWith('data:')) page.wrong.push('asked for ' + url);
  });
  await page.goto(pathToFileURL(file).href);
  return page;
}
async function close(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, 'the page is no wider than its window');
  assert.deepEqual(page.wrong, []);
  await page.context().close();
}
const shoot = (page, name) => page.screenshot({ path: path.join(pictures, name + '.png'), fullPage: true, timeout: patience });

// Every number on the page that says where it comes from.
async function judgeNumbers(page, report, least) {
  const numbers = await page.locator('data[data-path]').evaluateAll((all) => all.map((each) => [each.dataset.path, each.value, each.textContent]));
  assert.ok(numbers.length >= least, 'only ' + numbers.length + ' numbers');
  for (const [where, value, text] of numbers) {
    const expected = where.split('.').reduce((from, name) => from[name], report);
    assert.equal(Number(value), expected, where);
    assert.match(text, /^[<>]? ?\d/, where);
  }
}

// What a chart says of each second, by keyboard, against `expected(interval)` for each of its lines.
async function judgeReadouts(page, id, intervals, expected) {
  await page.locator('#' + id + ' .plot').focus();
  for (let i = 0; i < intervals.length; ++i) {
    await page.keyboard.press('ArrowRight');
    const seen = await page.locator('#' + id + ' data[data-readout]').evaluateAll((all) => Object.fromEntries(all.map((each) => [each.dataset.readout, Number(each.value)])));
    for (const [line, value] of Object.entries(expected(intervals[i]))) assert.equal(seen[line], value, id + ' ' + line + ' in second ' + intervals[i].second);
  }
  await page.keyboard.press('Escape');
}

// The highest and the lowest point of a drawn line, as values: read back by the marks of the axis.
function drawnExtremes(page, id, line, log) {
  return page.evaluate(([chart, key, logarithmic]) => {
    const figure = document.getElementById(chart);
    const ticks = [...figure.querySelectorAll('[data-tick]')].map((each) => [Number(each.dataset.tick), Number(each.getAttribute('y1'))]);
    const [a, b] = [ticks[0], ticks[ticks.length - 1]];
    const to = logarithmic ? Math.log10 : (value) => value;
    const back = logarithmic ? (value) => 10 ** value : (value) => value;
    const d = figure.querySelector('path[data-line="' + key + '"]').getAttribute('d');
    const ys = [...d.matchAll(/[ML][\d.]+ (-?[\d.]+)/g)].map((each) => Number(each[1]));
    const value = (y) => back(to(a[0]) + ((y - a[1]) / (b[1] - a[1])) * (to(b[0]) - to(a[0])));
    return { least: value(Math.max(...ys)), most: value(Math.min(...ys)), points: ys.length };
  }, [id, line, log]);
}
const near = (seen, expected, what) => assert.ok(Math.abs(seen / expected - 1) < 0.02, what + ': drawn ' + seen + ', measured ' + expected);

async function judgeRun(browser, mock) {
  const result = at('run.jsonl');
  const options = ['--script', 's', '--instance', 'i', '--endpoint', mock.url, '--project-id', 'p'];
  const thresholds = ['--threshold', 'p99<10s', '--threshold', 'errors<0.1%', '--threshold', 'rate>=0.5*planned'];
  // More than two connections can carry, so that requests wait for one: the generator is the limit.
  load([0, 1, 7], 'run', ...options, '--stages', '60/s:2s,60->300/s:2s,300/s:1s,60/s:2s', '--warmup', '2s', '--connections', '2', '--timeout', '5s', ...thresholds, '--label', evil, '--out', result, '--html', at('run.html'));
  const report = JSON.parse(load([0, 1, 7], 'report', '--output', 'json', '--html', at('report.html'), result));
  load([0, 1, 7], 'merge', '--out', at('merged.jsonl'), '--html', at('merged.html'), result);

  const page = await open(browser, at('run.html'));
  // Names are texts.
  assert.equal(await page.title(), evil + ' - dataarts-load');
  assert.equal(await page.locator('h1').textContent(), evil);
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.locator('script').count(), 2);
  assert.equal(await page.locator('#plain').getAttribute('open'), null);

  await judgeNumbers(page, report, 80);
  const limited = await page.locator('.alarm.limited').count();
  assert.equal(limited, 1, 'the generator was the limit');
  await page.locator('.alarm.limited', { hasText: 'GENERATOR LIMITED' }).waitFor();
  assert.equal((await page.locator('#verdict').textContent()).trim(), '! generator limited');
  assert.deepEqual(await page.locator('#thresholds .mark').allTextContents(), ['✓ holds', '✗ failed', '✓ holds']);

  const percentiles = (which) => (each) => Object.fromEntries(['p50', 'p99', 'p99_9', 'max'].map((name) => [name, each[which][name]]));
  await judgeReadouts(page, 'response', report.intervals, percentiles('response_ns'));
  await judgeReadouts(page, 'service', report.intervals, percentiles('service_ns'));
  await judgeReadouts(page, 'lag', report.intervals, percentiles('lag_ns'));
  await judgeReadouts(page, 'rate', report.intervals, (each) => ({ planned: each.planned, answered: each.outcomes.answered }));
  await judgeReadouts(page, 'errors', report.intervals, ({ outcomes }) => ({ server_5xx: outcomes.server_5xx }));
  await judgeReadouts(page, 'flight', report.intervals, (each) => ({ in_flight: each.in_flight, connections_open: each.connections_open }));
  await judgeReadouts(page, 'connections', report.intervals, ({ traffic }) => ({ connections_opened: traffic.connections_opened }));
  await judgeReadouts(page, 'cpu', report.intervals, (each) => ({ cpu_cores: each.cpu_cores }));

  // What is drawn is what was measured.
  for (const [id, which] of [['response', 'response_ns'], ['service', 'service_ns']]) {
    for (const name of ['p50', 'p99', 'p99_9', 'max']) {
      const values = report.intervals.map((each) => each[which][name]).filter((each) => each > 0);
      const seen = await drawnExtremes(page, id, name, true);
      near(seen.most, Math.max(...values), id + ' ' + name);
      near(seen.least, Math.min(...values), id + ' ' + name);
    }
  }
  near((await drawnExtremes(page, 'rate', 'planned', false)).most, Math.max(...report.intervals.map((each) => each.planned)), 'planned');
  assert.equal(await page.locator('#response .warm').count(), 1, 'the warm-up is shaded');
  for (const name of ['response', 'service']) {
    const seen = await drawnExtremes(page, 'spectrum', name, true);
    const all = report.latency[name + '_ns'];
    near(seen.least, all.min, 'spectrum of ' + name);
    near(seen.most, all.max, 'spectrum of ' + name);
  }
  // The end of the spectrum is the largest value.
  await page.locator('#spectrum .plot').focus();
  await page.keyboard.press('End');
  assert.equal(await page.locator('#spectrum .when').textContent(), 'max');
  for (const name of ['response', 'service']) assert.equal(Number(await page.locator('#spectrum data[data-readout=' + name + ']').getAttribute('value')), report.latency[name + '_ns'].max);
  await page.locator('#verdict').click();

  // A line that is switched off is not drawn; a part of the time is looked at alone.
  await page.locator('#response .key', { hasText: 'max' }).click();
  assert.equal(await page.locator('#response path[data-line=max]').count(), 0);
  await page.locator('#response .key', { hasText: 'max' }).click();
  await page.locator('#rate .plot').scrollIntoViewIfNeeded();
  const plot = await page.locator('#rate .plot').boundingBox();
  const answered = report.intervals.filter((each) => each.response_ns.p50 > 0).length;
  await page.mouse.move(plot.x + plot.width * 0.5, plot.y + 60);
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width * 0.8, plot.y + 60, { steps: 4 });
  await page.mouse.up();
  assert.ok((await drawnExtremes(page, 'response', 'p50', true)).points < answered);
  await page.getByRole('button', { name: 'Whole run' }).click();
  assert.equal((await drawnExtremes(page, 'response', 'p50', true)).points, answered);
  await page.mouse.move(plot.x + plot.width * 0.6, plot.y + 60);
  await shoot(page, 'run-light');
  await page.mouse.move(1, 1);

  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await colour();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await colour();
  assert.notEqual(dark, light);
  await shoot(page, 'run-dark');
  await page.getByRole('button', { name: 'Theme: auto' }).click();
  assert.equal(await colour(), light, 'light, although the system is dark');
  await page.getByRole('button', { name: 'Theme: light' }).click();
  assert.equal(await colour(), dark);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.equal(await colour(), 'rgb(255, 255, 255)', 'paper is white');
  await page.pdf({ path: path.join(pictures, 'run.pdf'), printBackground: true });
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await page.setViewportSize({ width: 420, height: 900 });
  await shoot(page, 'run-narrow');
  await close(page);

  for (const name of ['report.html', 'merged.html']) {
    const same = await open(browser, at(name));
    await judgeNumbers(same, report, 80);
    await close(same);
  }

  // Without scripts there is the report as text.
  const plain = await open(browser, at('run.html'), { javaScriptEnabled: false });
  assert.ok(await plain.locator('#plain pre').isVisible());
  assert.match(await plain.locator('#plain pre').textContent(), /GENERATOR LIMITED/);
  await close(plain);
}

const members = { p50: 'p50_ns', p90: 'p90_ns', p99: 'p99_ns', 'p99.9': 'p99_9_ns', mean: 'mean_ns', 'answers/s': 'answered_per_second', errors: 'error_share' };

// The table has what the JSON has.
async function judgeDifferences(page, differences) {
  for (const [name, member] of Object.entries(members)) {
    for (const which of ['before', 'after', 'change']) {
      const expected = differences[member][which];
      const shown = page.locator('data[data-difference="' + name + '.' + which + '"]');
      if (expected === null) assert.equal(await shown.count(), 0, name + '.' + which);
      else assert.equal(Number(await shown.getAttribute('value')), expected, name + '.' + which);
    }
  }
}

async function judgeComparison(browser, mock) {
  const options = ['--script', 's', '--endpoint', mock.url, '--project-id', 'p', '--users', '4', '--duration', '4s'];
  load([0], 'run', ...options, '--instance', 'i', '--label', evil, '--out', at('before.jsonl'), '--html', at('before.html'));
  load([0], 'run', ...options, '--instance', 'i2', '--label', 'after the change', '--out', at('after.jsonl'));
  load([9], 'compare', '--other-plan', '--html', at('compared.html'), at('before.jsonl'), at('after.jsonl'));
  const [before, after] = ['before', 'after'].map((name) => JSON.parse(load([0], 'report', '--output', 'json', at(name + '.jsonl'))));
  const page = await open(browser, at('compared.html'));
  assert.equal(await page.locator('h1').textContent(), evil + ' → after the change');
  assert.equal(await page.locator('#differences tbody tr').count(), 7);
  const compared = JSON.parse(load([9], 'compare', '--other-plan', '--output', 'json', at('before.jsonl'), at('after.jsonl')));
  await judgeDifferences(page, compared.differences);
  for (const [side, report] of [['before', before], ['after', after]]) {
    near((await drawnExtremes(page, 'spectrum', side, true)).most, report.latency.response_ns.max, 'spectrum ' + side);
    near((await drawnExtremes(page, 'p99', side, true)).most, Math.max(...report.intervals.map((each) => each.response_ns.p99)), 'p99 ' + side);
  }
  await shoot(page, 'comparison-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'comparison-dark');
  await close(page);

  const calm = await open(browser, at('before.html'));
  assert.equal(await calm.locator('.alarm').count(), 0);
  assert.equal((await calm.locator('#verdict').textContent()).trim(), '✓ carried out');
  assert.equal(await calm.locator('#rate [data-line=planned]').count(), 0, 'a closed loop has no planned rate');
  await close(calm);
}

// Two endpoints in turns, of which the second one is slower: the page says what the report in JSON says.
async function judgeTurns(browser, mock, slow) {
  const options = ['--script', 's', '--instance', 'i', '--endpoint', mock.url, '--against', slow.url, '--project-id', 'p', '--users', '4', '--duration', '4s', '--turn', '500ms'];
  const report = JSON.parse(load([6], 'run', ...options, '--threshold', 'p99<10s', '--threshold', 'errors<0.1%', '--label', evil, '--output', 'json', '--html', at('turns.html')));
  const page = await open(browser, at('turns.html'));
  assert.equal(await page.locator('h1').textContent(), mock.url + ' → ' + slow.url);
  assert.equal(await page.locator('script').count(), 2);
  assert.equal((await page.locator('#verdict').textContent()).trim(), '✗ regression');
  assert.equal(await page.locator('#differences tbody tr').count(), 7);
  const { differences } = report.comparison;
  await judgeDifferences(page, differences);
  const verdicts = await page.locator('#differences td.mark').allTextContents();
  assert.deepEqual(verdicts.map((each) => each.replace(/^[✗✓] /, '').replace(/:.*/, '')), Object.values(members).map((member) => differences[member].verdict));
  assert.equal(verdicts[0], '✗ worse');
  await page.getByText(report.comparison.blocks + ' pairs of turns of').waitFor();
  for (const side of ['before', 'after']) {
    // Both spectra, in one chart.
    near((await drawnExtremes(page, 'spectrum', side, true)).most, report[side].latency.response_ns.max, 'spectrum ' + side);
    near((await drawnExtremes(page, 'spectrum', side, true)).least, report[side].latency.response_ns.min, 'spectrum ' + side);
    // A point for each turn, about the figure of all of them.
    const all = { p50: [differences.p50_ns[side], true], rate: [differences.answered_per_second[side], false] };
    for (const [chart, [figure, log]] of Object.entries(all)) {
      const { least, most, points } = await drawnExtremes(page, chart, side, log);
      assert.equal(points, report.comparison.blocks, chart);
      assert.ok(least < figure * 1.01 && most > figure * 0.99 && least > figure / 3 && most < figure * 3, chart + ' of ' + side + ': ' + least + ' to ' + most + ', all: ' + figure);
    }
    assert.deepEqual(await page.locator('#thresholds-' + side + ' .mark').allTextContents(), ['✓ holds', '✗ failed']);
  }
  await page.locator('#rate .plot').focus();
  await page.keyboard.press('End');
  assert.equal(await page.locator('#rate .when').textContent(), 'turn ' + report.comparison.blocks);
  await page.keyboard.press('Escape');
  await page.locator('#spectrum .plot').focus();
  await page.keyboard.press('End');
  for (const side of ['before', 'after']) assert.equal(Number(await page.locator('#spectrum data[data-readout=' + side + ']').getAttribute('value')), report[side].latency.response_ns.max);
  await page.locator('#verdict').click();
  await shoot(page, 'turns-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'turns-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 420, height: 900 });
  await shoot(page, 'turns-narrow');
  await close(page);

  const plain = await open(browser, at('turns.html'), { javaScriptEnabled: false });
  assert.match(await plain.locator('#plain pre').textContent(), /REGRESSION[^]*paired turns/);
  await close(plain);
}

// An hour, which is there second by second, and eight of them.
async function judgeLongRuns(browser) {
  const hour = 3600;
  longRun(at('before.jsonl'), at('hour.jsonl'), hour);
  const report = JSON.parse(load([0, 1, 7], 'report', '--output', 'json', '--html', at('hour.html'), at('hour.jsonl')));
  const page = await open(browser, at('hour.html'));
  const most = Math.max(...report.intervals.map((each) => each.response_ns.max));
  near((await drawnExtremes(page, 'response', 'max', true)).most, most, 'the one peak of an hour');
  near((await drawnExtremes(page, 'response', 'p50', true)).least, Math.min(...report.intervals.map((each) => each.response_ns.p50).filter((each) => each > 0)), 'the one low point');
  const drawn = await drawnExtremes(page, 'response', 'p99', true);
  assert.ok(drawn.points < 4 * 1380, 'no more points than the screen can show: ' + drawn.points);
  await shoot(page, 'hour-light');
  await close(page);

  longRun(at('before.jsonl'), at('shift.jsonl'), 8 * hour);
  const shift = JSON.parse(load([0, 1, 7], 'report', '--output', 'json', '--html', at('shift.html'), at('shift.jsonl')));
  assert.ok(fs.statSync(at('shift.html')).size < 4e6, 'eight hours are a page of ' + fs.statSync(at('shift.html')).size + ' bytes');
  const long = await open(browser, at('shift.html'));
  near((await drawnExtremes(long, 'response', 'max', true)).most, Math.max(...shift.intervals.map((each) => each.response_ns.max)), 'the one peak of eight hours');
  await close(long);
}

async function main() {
  fs.writeFileSync(at('scenario.json'), JSON.stringify(scenario));
  const mock = await start(at('scenario.json'));
  fs.writeFileSync(at('slow.json'), JSON.stringify(scenario).replace('"median":"8ms"', '"median":"16ms"'));
  const slow = await start(at('slow.json'));
  const browser = await chromium.launch({ executablePath: browserProgram, args: ['--no-sandbox', '--disable-gpu'], timeout: patience });
  try {
    await judgeRun(browser, mock);
    await judgeComparison(browser, mock);
    await judgeTurns(browser, mock, slow);
    await judgeLongRuns(browser);
  } finally {
    await browser.close();
    for (const each of [mock, slow]) each.kill('SIGKILL');
  }
  console.log('Chromium: the pages of runs, of a comparison, of two endpoints in turns, of one hour and of eight, all as expected');
}

main().catch((problem) => {
  console.error(problem);
  process.exit(1);
});
