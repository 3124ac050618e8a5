// judge.cjs MOCK JAVA JAR: the calls of calls.cjs, to the mock server and to WireMock. Exit 0: they differ only as
// differences.cjs says.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const transport = require('cross-fetch');
const calls = require('./calls.cjs');
const compare = require('./compare.cjs');
const differences = require('./differences.cjs');
const { killAll, startMock, startWireMock } = require('./servers.cjs');

const [mockProgram, java, jar] = process.argv.slice(2);

// What WireMock's client hides: status and type of the last answer.
let last = null;
const plain = transport.default;
async function seen(uri, options) {
  const answer = await plain(uri, { ...options, signal: AbortSignal.timeout(20_000) });
  const text = await answer.text();
  let body = text;
  try {
    body = JSON.parse(text);
  } catch {}
  last = { status: answer.status, type: (answer.headers.get('content-type') || '').split(';')[0], body };
  return new transport.Response(text, { status: answer.status, statusText: answer.statusText, headers: answer.headers });
}
require.cache[require.resolve('cross-fetch')].exports = seen;
const { WireMockRestClient } = require('wiremock-rest-client');

function apiOf(url) {
  return {
    client: new WireMockRestClient(url, { logLevel: 'silent', continueOnFailure: true }),
    ask: (method, path_, body) =>
      seen(url + path_, { method, body, headers: body === undefined ? {} : { 'Content-Type': 'application/json' } }),
    send: (method, path_, headers) => plain(url + path_, { method, headers }).then((answer) => answer.text()),
    first: async () => (await (await plain(url + '/__admin/requests')).json()).requests[0].id,
  };
}

async function answerTo(call, api) {
  last = null;
  if ((await call.run(api)) === null) return null;
  assert.ok(last !== null, `${call.name}: nothing was asked`);
  return last;
}

// Lists whose order says nothing.
function sorted(answer) {
  for (const name of ['mappings', 'scenarios']) answer?.body?.[name]?.sort?.((a, b) => (a.name < b.name ? -1 : 1));
  return answer;
}

async function main() {
  const folders = ['mock', 'wiremock'].map((name) => path.join(os.homedir(), name));
  for (const each of folders) fs.mkdirSync(each);
  const [mock, wiremock] = await Promise.all([startMock(mockProgram, folders[0]), startWireMock(java, jar, folders[1])]);
  const [ours, theirs] = [apiOf(mock.url), apiOf(wiremock.url)];
  const unexpected = [];
  const used = new Set();
  for (const call of calls) {
    const expected = sorted(await answerTo(call, theirs));
    const got = sorted(await answerTo(call, ours));
    if (process.env.JUDGE_SHOW) console.log(call.name, '\n  W', JSON.stringify(expected), '\n  M', JSON.stringify(got));
    for (const line of compare(call.name, expected, got)) {
      const reason = differences.findIndex((each) => each.lines.test(line));
      if (reason < 0) unexpected.push(line);
      else used.add(reason);
    }
  }
  for (const line of unexpected) console.error('FAILED:', line);
  const stale = differences.filter((_, i) => !used.has(i));
  for (const each of stale) console.error('FAILED: this difference is no longer there:', each.lines.source);
  assert.deepEqual([unexpected.length, stale.length], [0, 0], 'the mock server is not as WireMock');
  assert.deepEqual((await Promise.all([mock.ended, wiremock.ended])).map(([code]) => code), [0, 0]);
  console.log(`WireMock: ${calls.length} calls, ${differences.length} differences, all on purpose`);
}

main()
  .catch((problem) => {
    console.error(problem);
    process.exitCode = 1;
  })
  .finally(killAll);
