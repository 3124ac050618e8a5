// judge.cjs MOCK BROWSER FOLDER: what a person sees and does on the page of the admin API, and what WireMock's own client
// makes of the API. Exit 0: all as it has to be.
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { chromium } = require('playwright-core');
const { WireMockRestClient } = require('wiremock-rest-client');

const [mockProgram, browserProgram, pictures] = process.argv.slice(2);
const evil = '<script>document.title="taken"</script><img src=x onerror=\'document.title="taken"\'>';
const scenario = {
  mock: 1,
  instances: [
    {
      name: 'nightly load',
      match: { script: 'load_orders' },
      timeline: [{ state: 'LAUNCHING', for: '4s' }, { state: 'RUNNING', for: '9m' }, { state: 'FINISHED' }],
    },
    { name: 'report', match: { script: 'report*' }, timeline: [{ state: 'RUNNING', polls: 3 }, { state: 'FAILED' }] },
    { name: evil, match: { script: '<*' }, timeline: [{ state: 'RUNNING', for: '1h' }, { state: 'FINISHED' }] },
    { name: 'fleet', match: { script: 'fleet' }, timeline: [{ state: 'RUNNING', for: '2h' }, { state: 'FINISHED' }] },
  ],
};

async function start(...options) {
  const mock = spawn(mockProgram, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [ready] = await once(readline.createInterface({ input: mock.stdout }), 'line');
  mock.url = JSON.parse(ready).url;
  return mock;
}

function instance(script, id) {
  return '/v1/p/scripts/' + encodeURIComponent(script) + '/instances/' + encodeURIComponent(id);
}
async function state(mock, script, id) {
  const answer = await fetch(mock.url + instance(script, id));
  return (await answer.json()).status;
}

async function judgeClient(mock) {
  const client = new WireMockRestClient(mock.url, { logLevel: 'silent' });
  await state(mock, 'load_orders', 'by-client');
  await fetch(mock.url + '/v1/nothing');
  assert.equal((await client.requests.getCount({ method: 'GET', urlPath: instance('load_orders', 'by-client') })).count, 1);
  assert.equal((await client.requests.getUnmatchedRequests()).requests.length, 1);
  const requests = (await client.requests.getAllRequests()).requests;
  assert.equal(requests.length, 2);
  assert.equal(requests[0].request.url, '/v1/nothing');
  assert.equal((await client.requests.getRequest(requests[0].id)).wasMatched, false);
  assert.ok((await client.mappings.getAllMappings()).mappings.some((each) => each.name === 'nightly load'));
  const scenarios = (await client.scenarios.getAllScenarios()).scenarios;
  assert.deepEqual(scenarios.map((each) => [each.name, each.state]), [['load_orders/by-client', 'LAUNCHING']]);
  await client.scenarios.resetAllScenarios();
  await client.requests.deleteRequest(requests[0].id);
  assert.equal((await client.requests.getAllRequests()).requests.length, 1);
  await client.requests.resetAllRequests();
  assert.equal((await client.requests.getAllRequests()).requests.length, 0);
}

// Commands and what is seen of them.
async function judgePage(mock, browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  const wrong = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(mock.url) && !request.url().startsWith('data:')) wrong.push('asked for ' + request.url());
  });
  await page.clock.install(); // the page's own time: it updates itself when the test says so
  await page.goto(mock.url + '/__admin/ui');
  const row = (name) => page.locator('#instance-rows tr', { has: page.locator('.name').getByText(name, { exact: true }) });
  const updates = () => page.evaluate(() => Number(document.body.dataset.updates || 0));
  const update = async () => {
    const before = await updates();
    await page.clock.runFor(1000);
    await page.waitForFunction((least) => Number(document.body.dataset.updates || 0) > least, before);
  };

  // What clients do is seen with the next update.
  await state(mock, 'load_orders', 'i-100');
  await state(mock, 'report_daily', 'r-1');
  await state(mock, evil, 'i-1');
  await update();
  await row('load_orders/i-100').waitFor();
  assert.equal(await row('load_orders/i-100').locator('.chip').first().textContent(), 'LAUNCHING');

  // Names are texts.
  await row(evil + '/i-1').waitFor();
  assert.equal(await page.title(), 'dataarts-mock');
  assert.equal(await page.locator('main img, main script').count(), 0);

  // A click moves one instance; its client sees it.
  await row('load_orders/i-100').getByRole('button', { name: 'Advance' }).click();
  await row('load_orders/i-100').locator('.chip', { hasText: 'RUNNING' }).waitFor();
  assert.equal(await state(mock, 'load_orders', 'i-100'), 'RUNNING');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.command), 'advance', 'the focus stays');

  // The clock moves all of them.
  await page.getByLabel('Advance by').fill('9m');
  await page.keyboard.press('Enter');
  await row('load_orders/i-100').locator('.chip', { hasText: 'FINISHED' }).waitFor();
  assert.equal(await state(mock, 'load_orders', 'i-100'), 'FINISHED');
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('button', { name: 'Freeze' }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor();

  // A mistake is told.
  const answered = page.waitForResponse((each) => each.url().endsWith('/clock/advance'));
  await page.getByLabel('Advance by').fill('99999h');
  await page.keyboard.press('Enter');
  assert.equal((await answered).status(), 400);
  await page.locator('#message.wrong', { hasText: 'it has to be a duration' }).waitFor();
  wrong.splice(0, wrong.length, ...wrong.filter((each) => !each.includes('400 (Bad Request)')));

  // Held, and let go on.
  await row('report_daily/r-1').getByRole('button', { name: 'Hold' }).click();
  await row('report_daily/r-1').locator('.chip', { hasText: 'held' }).waitFor();
  for (let i = 0; i < 5; ++i) assert.equal(await state(mock, 'report_daily', 'r-1'), 'RUNNING');
  await page.screenshot({ path: path.join(pictures, 'instances-light.png') });
  await row('report_daily/r-1').getByRole('button', { name: 'Release' }).click();
  await row('report_daily/r-1').getByRole('button', { name: 'Hold' }).waitFor();
  await row('report_daily/r-1').getByRole('button', { name: 'Reset' }).click();

  // The journal by keyboard.
  await fetch(mock.url + instance('load_order', 'i-100'));
  await fetch(mock.url + '/v1/p/scripts/load_orders/instance/i-100');
  await page.getByRole('tab', { name: 'Instances' }).focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getByRole('tab', { selected: true }).textContent(), 'Journal');
  await page.locator('#journal-rows tr').first().waitFor();
  await page.locator('#journal-rows').getByText('GET ' + instance('load_order', 'i-100'), { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Closest rules/ }).last().click();
  await page.locator('#near-list').getByText('load_orders', { exact: true }).first().waitFor();
  await page.screenshot({ path: path.join(pictures, 'journal-light.png') });
  await page.getByLabel('Unmatched only').check();
  await page.waitForFunction(() => document.querySelectorAll('#journal-rows tr').length === 2);
  await page.getByLabel('Unmatched only').uncheck();

  await page.getByRole('tab', { name: 'Journal' }).focus();
  await page.keyboard.press('End');
  await page.locator('#coverage').getByText(/% covered/).waitFor();
  await page.getByRole('button', { name: 'Theme: auto' }).click();
  await page.getByRole('button', { name: 'Theme: light' }).click();
  await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
  await page.screenshot({ path: path.join(pictures, 'coverage-dark.png') });

  // Nothing is asked for while nobody looks.
  await update();
  const setHidden = (hidden) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await setHidden(true);
  const before = await updates();
  await page.clock.runFor(10_000);
  assert.equal(await updates(), before, 'a hidden page does not update itself');
  await setHidden(false);
  await page.waitForFunction((least) => Number(document.body.dataset.updates) > least, before);

  // Ten thousand instances.
  const total = 10_000;
  for (let i = 0; i < total; i += 100) {
    await Promise.all([...Array(100).keys()].map((k) => state(mock, 'fleet', 'run-' + String(i + k).padStart(5, '0'))));
  }
  await page.keyboard.press('Home');
  await page.getByRole('tab', { name: 'Instances' }).click();
  await page.getByLabel('Search instances').fill('fleet/');
  await page.locator('#page', { hasText: '1–50 of 10,000' }).waitFor();
  assert.equal(await page.locator('#instance-rows tr').count(), 50);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.locator('#page', { hasText: '51–100 of 10,000' }).waitFor();
  await row('fleet/run-00050').waitFor();
  await page.screenshot({ path: path.join(pictures, 'fleet-dark.png') });
  await page.getByLabel('Search instances').fill('run-09999');
  await row('fleet/run-09999').waitFor();
  await page.setViewportSize({ width: 420, height: 800 });
  await page.screenshot({ path: path.join(pictures, 'narrow-dark.png') });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, 'the page is no wider than a narrow window');
  assert.deepEqual(wrong, []);
  await page.close();
}

// A page of somebody else may look at nothing and change nothing.
async function judgeStranger(mock, browser) {
  const page = await browser.newPage();
  await page.route('http://stranger.test/**', (route) => route.fulfill({ contentType: 'text/html', body: 'hello' }));
  await page.goto('http://stranger.test/');
  const before = await (await fetch(mock.url + '/__admin/x/clock')).json();
  const seen = await page.evaluate(async (url) => {
    const tell = (what) => what.then((answer) => answer.type + ' ' + answer.status, () => 'refused');
    return [
      await tell(fetch(url + '/__admin/x/clock')),
      await tell(fetch(url + '/__admin/x/clock/advance', { method: 'POST', body: '{"by":"1h"}', mode: 'no-cors' })),
      await tell(fetch(url + '/__admin/requests', { method: 'DELETE' })),
    ];
  }, mock.url);
  assert.deepEqual(seen, ['refused', 'opaque 0', 'refused']);
  assert.equal((await (await fetch(mock.url + '/__admin/x/clock')).json()).elapsed, before.elapsed);
  await page.close();
}

async function main() {
  const file = path.join(os.homedir(), 'scenario.json');
  fs.writeFileSync(file, JSON.stringify(scenario));
  const mock = await start('--clock', 'virtual', file);
  // Newer browsers keep strangers away from this machine by themselves; here the server has to.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests'];
  const browser = await chromium.launch({ executablePath: browserProgram, args });
  try {
    await judgeClient(mock);
    await judgePage(mock, browser);
    await judgeStranger(mock, browser);
    const ended = once(mock, 'exit');
    assert.equal((await fetch(mock.url + '/__admin/shutdown', { method: 'POST' })).status, 200);
    assert.deepEqual(await ended, [0, null]);
  } finally {
    await browser.close();
    mock.kill('SIGKILL');
  }
  console.log('Chromium and WireMock\'s client: all as expected');
}

main().catch((problem) => {
  console.error(problem);
  process.exit(1);
});
