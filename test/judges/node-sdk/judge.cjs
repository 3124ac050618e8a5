// judge.cjs MOCK: requests that the official SDK's core signs, sent to the mock server with --auth lenient and strict.
// Exit 0: each was accepted where it has to be, and refused where it has to be.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const readline = require('node:readline');
const { BasicCredentials } = require('@huaweicloud/huaweicloud-sdk-core');
const { ClientBuilder } = require('@huaweicloud/huaweicloud-sdk-core/ClientBuilder');
const { Region } = require('@huaweicloud/huaweicloud-sdk-core/region/region');

const keys = {
  DATAARTS_MOCK_ACCESS_KEY: 'EXAMPLEAK0000000TEST',
  DATAARTS_MOCK_SECRET_KEY: 'ExampleSecretKey0000000000000000TestOnly',
};
const securityToken = 'EXAMPLE-SECURITY-TOKEN/abc+def==';

async function start(mode, more) {
  const mock = spawn(process.argv[2], ['--auth', mode], { env: { ...process.env, ...keys, ...more } });
  mock.refusals = [];
  readline.createInterface({ input: mock.stderr }).on('line', (line) => mock.refusals.push(line));
  const [ready] = await once(readline.createInterface({ input: mock.stdout }), 'line');
  mock.url = JSON.parse(ready).url;
  return mock;
}

async function stop(mock) {
  const ended = once(mock, 'close'); // after its last line is read
  mock.kill('SIGTERM');
  await ended;
}

function client(mock, { token, derived, secret }) {
  const credential = new BasicCredentials()
    .withAk(keys.DATAARTS_MOCK_ACCESS_KEY)
    .withSk(secret ?? keys.DATAARTS_MOCK_SECRET_KEY)
    .withProjectId('p1');
  if (token) credential.withSecurityToken(token);
  const builder = new ClientBuilder((made) => {
    made.httpClient._logger = { debug() {}, error() {} }; // it prints refused requests with all their headers
    return made;
  }).withCredential(credential);
  if (derived) {
    // With a region, as this variant needs one; its endpoint is the mock's.
    credential.withDerivedPredicate(() => true);
    return builder.withRegion(new Region('cn-north-4', mock.url)).withDerivedAuthServiceName('dayu').build();
  }
  return builder.withEndpoint(mock.url).build();
}

// What came of a request: the status of the instance or the service's error code.
async function outcome(asking, request) {
  try {
    const answer = await asking.sendRequest({
      method: 'GET',
      contentType: 'application/json',
      headers: {},
      queryParams: {},
      pathParams: {},
      ...request,
    });
    return answer.status ?? String(answer.httpStatusCode);
  } catch (problem) {
    return problem.errorCode ?? `${problem.name}: ${problem.message}`;
  }
}

const query = (script) => `/v1/p1/scripts/${script}/instances/running`;

// [what, request, what a request that passes gets, how a strict server explains its refusal (nothing: it accepts)]
const twice = 'blanks and the like in the path were encoded twice';
const cases = [
  ['a plain name', { url: query('dwsscript') }, 'RUNNING'],
  ['path parameters', { url: query('{script}'), pathParams: { script: 'dwsscript' } }, 'RUNNING'],
  ['workspace and language', { url: query('dwsscript'), headers: { workspace: 'w1', 'X-Language': 'en-us' } }, 'RUNNING'],
  ['a Chinese name', { url: query('日报脚本') }, 'DLF.6201'],
  ['all that needs no encoding', { url: query('v1.0_final-2~x') }, 'DLF.6201'],
  ['plus and parentheses', { url: query('a+b(c)*!') }, 'DLF.6201'],
  ['a blank', { url: query('daily report') }, 'DLF.6201', 'the path was encoded twice'],
  ['a Chinese name with a blank', { url: query('日报 脚本') }, 'DLF.6201', twice],
  ['an apostrophe', { url: query("it's") }, 'DLF.6201', twice],
  ['a name encoded before', { url: query('daily%20report') }, 'DLF.6201', 'the path was encoded twice'],
  ['a percent sign and a blank', { url: query('100%25 done') }, 'DLF.6201', 'the path was encoded twice'],
  ['a query', { url: query('dwsscript'), queryParams: { scriptName: 'dws_sql', offset: 0, limit: 100 } }, 'RUNNING'],
  ['an empty value', { url: query('dwsscript'), queryParams: { scriptName: '', limit: 10 } }, 'RUNNING'],
  ['a repeated name', { url: query('dwsscript'), queryParams: { tag: ['b', 'a', 'a10'], limit: 5 } }, 'RUNNING'],
  ['a query of all kinds', { url: query('dwsscript'), queryParams: { Name: "a b+c/d&e=f*中'(x)!" } }, 'RUNNING'],
  ['an underscore', { url: query('dwsscript'), headers: { a_b: '1', 'x-b': '2' } }, 'RUNNING'],
  ['underscores that words sort otherwise', { url: query('dwsscript'), headers: { 'x-a-b': '1', x_a: '2' } }, 'RUNNING',
    'the headers were sorted with _ before - and letters'],
  ['a body', { method: 'POST', url: '/v1/p1/scripts/s/execute', data: { params: { city: '深圳', n: 'a "b" c' } } },
    'MOCK.0501'],
  ['an empty body', { method: 'POST', url: '/v1/p1/scripts/s/instances/i/stop' }, 'MOCK.0501'],
  ['an unsigned payload', { method: 'POST', url: '/v1/p1/scripts/s/execute', data: { params: {} },
    headers: { 'X-Sdk-Content-Sha256': 'UNSIGNED-PAYLOAD' } }, 'MOCK.0501'],
];

let failures = 0;
function expect(what, wanted, got) {
  if (wanted === got) return;
  console.log(`FAILED: ${what}: wanted ${wanted}, got ${got}`);
  failures += 1;
}

// One server for each request: no key is locked by earlier refusals.
async function ask(mode, request, credentials) {
  const mock = await start(mode, credentials.token ? { DATAARTS_MOCK_SECURITY_TOKEN: credentials.token } : {});
  try {
    const got = await outcome(client(mock, credentials), request);
    await stop(mock);
    return [got, mock.refusals.join('\n')];
  } finally {
    mock.kill('SIGKILL');
  }
}

async function judge() {
  for (const credentials of [{}, { token: securityToken }, { derived: true }]) {
    const kind = JSON.stringify(Object.keys(credentials));
    for (const [what, request, passed, refused] of cases) {
      const [lenient, explained] = await ask('lenient', request, credentials);
      expect(`${what}, lenient, ${kind} (${explained})`, passed, lenient);
      const [strict, explanation] = await ask('strict', request, credentials);
      expect(`${what}, strict, ${kind} (${explanation})`, refused ? 'APIGW.0301' : passed, strict);
      if (refused) expect(`${what}, explained, ${kind}: ${explanation}`, true, explanation.includes(refused));
    }
    const [wrong, why] = await ask('lenient', cases[0][1], { ...credentials, secret: 'another secret key' });
    expect(`another secret key, ${kind}`, 'APIGW.0301', wrong);
    expect(`another secret key, explained, ${kind}: ${why}`, true, why.includes('The secret key differs'));
  }
  console.log(`${cases.length} requests with 3 kinds of keys, ${failures} failures`);
}

judge().then(
  () => process.exit(failures === 0 ? 0 : 1),
  (problem) => {
    console.log(problem);
    process.exit(1);
  },
);
