// operations.cjs MOCK URL PORT FOLDER: asks each operation of the OpenAPI document through Prism at URL, which hands on to
// PORT. Exit 0: all answers came with the status that was expected, and none was complained about.
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');

const [mockProgram, url, port, folder] = process.argv.slice(2);
const document = JSON.parse(fs.readFileSync(path.join(folder, 'openapi.json'), 'utf8'));
const scenario = {
  mock: 1,
  scripts: [{ name: 'load_orders', type: 'DLISQL', content: 'select 1' }],
  instances: [
    {
      name: 'lifecycle',
      match: { script: 'load_orders' },
      timeline: [
        { state: 'LAUNCHING', hold: true },
        { state: 'RUNNING', hold: true },
        {
          state: 'FINISHED',
          results: [{ message: '', duration: 1.5, rowCount: 1, rows: [[1200, null, 'x']], schema: [{ n: 'int' }, { e: 'int' }, { s: 'string' }] }],
        },
      ],
      expect: { polls: { max: 2 } },
    },
    { name: 'fails', match: { script: 'bad' }, timeline: [{ state: 'FAILED', message: 'no table' }] },
    { name: 'no workspace', match: { workspace: 'nowhere' }, answer: 'dlf20819' },
    { name: 'no access', match: { script: 'secret' }, answer: 'unauthorized' },
  ],
};

const script = '/v1/{project_id}/scripts/{script_name}';
const instance = script + '/instances/{instance_id}';
const admin = '/__admin';
const orders = { project_id: 'p', script_name: 'load_orders', instance_id: 'i-100', name: 'load_orders/i-100', id: '1' };
const signature = 'SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=' + '0'.repeat(64);
// Method, operation, status; values for its parts, query, body, headers.
const calls = [
  ['GET', '/v1/{project_id}/scripts', 200],
  ['GET', '/v1/{project_id}/scripts', 200, {}, '?offset=0&limit=5&scriptName=load'],
  ['POST', '/v1/{project_id}/scripts', 204, {}, '', { name: 'made', type: 'DLISQL', content: 'select 1' }],
  ['GET', script, 200],
  ['GET', script, 200, { script_name: 'made' }],
  ['GET', script, 400, { script_name: 'nobody' }],
  ['PUT', script, 204, { script_name: 'made' }, '', { content: 'select 2' }],
  ['DELETE', script, 204, { script_name: 'made' }],
  ['POST', script + '/execute', 200, {}, '', { params: { day: '2026-01-15' } }],
  ['GET', instance, 200],
  ['GET', instance, 200, { script_name: 'bad' }],
  ['GET', instance, 400, {}, '', undefined, { workspace: 'nowhere' }],
  ['GET', instance, 401, { script_name: 'secret' }],
  ['POST', instance + '/stop', 204, { instance_id: 'i-101' }],
  ['GET', admin + '/ui', 200],
  ['GET', admin + '/health', 200],
  ['GET', admin + '/version', 200],
  ['GET', admin + '/x/metrics', 200],
  ['GET', admin + '/x/openapi.json', 200],
  ['GET', admin + '/x/schema.json', 200],
  ['GET', admin + '/requests', 200],
  ['GET', admin + '/requests', 200, {}, '?since=2020-01-01T00:00:00Z&limit=2&unmatched=false'],
  ['GET', admin + '/requests/{id}', 200],
  ['GET', admin + '/requests/{id}', 404, { id: '999' }],
  ['POST', admin + '/requests/count', 200, {}, '', { method: 'GET', urlPathPattern: '.*/i-100' }],
  ['POST', admin + '/requests/find', 200, {}, '', { headers: { workspace: { equalTo: 'nowhere' } } }],
  ['POST', admin + '/requests/count', 400, {}, '', { urlPattern: '(' }],
  ['GET', admin + '/requests/unmatched', 200],
  ['GET', admin + '/requests/unmatched/near-misses', 200],
  ['POST', admin + '/near-misses/request', 200, {}, '', { method: 'GET', url: '/v1/p/scripts/load_order/instances/i' }],
  ['GET', admin + '/scenarios', 200],
  ['PUT', admin + '/scenarios/{name}/state', 200, {}, '', { state: 'RUNNING' }],
  ['PUT', admin + '/scenarios/{name}/state', 422, {}, '', { state: 'SLEEPING' }],
  ['PUT', admin + '/scenarios/{name}/state', 404, { name: 'nobody' }, '', { state: 'RUNNING' }],
  ['GET', admin + '/mappings', 200],
  ['GET', admin + '/mappings', 200, {}, '?offset=1&limit=1'],
  ['GET', admin + '/mappings/unmatched', 200],
  ['GET', admin + '/x/clock', 200],
  ['POST', admin + '/x/clock/freeze', 200],
  ['POST', admin + '/x/clock/advance', 200, {}, '', { by: '10s' }],
  ['POST', admin + '/x/clock/resume', 200],
  ['GET', admin + '/x/instances', 200],
  ['GET', admin + '/x/instances', 200, {}, '?limit=1&state=RUNNING&search=load'],
  ['GET', admin + '/x/instances/{name}', 200],
  ['GET', admin + '/x/instances/{name}', 404, { name: 'nobody' }],
  ['PUT', admin + '/x/instances/{name}', 200, {}, '', { held: true }],
  ['PUT', admin + '/x/instances/{name}', 200, {}, '', { state: 'RUNNING' }],
  ['POST', admin + '/x/instances/{name}/advance', 200],
  ['GET', instance, 200], // with its results
  ['POST', admin + '/x/instances/{name}/advance', 409],
  ['GET', admin + '/x/journal', 200, {}, '?since=0&limit=3'],
  ['POST', admin + '/x/verify', 200],
  ['GET', instance, 200],
  ['POST', admin + '/x/verify', 409],
  ['POST', admin + '/x/verify', 404, {}, '?session=nobody'],
  ['GET', admin + '/x/coverage', 200],
  ['GET', admin + '/x/plan', 200, {}, '?seed=7&polls=3'],
  ['GET', admin + '/x/config', 200],
  ['POST', admin + '/x/signature/explain', 200, {}, '', { method: 'GET', url: '/v1/p/scripts', headers: { Host: 'x', 'X-Sdk-Date': '20260115T083000Z', Authorization: signature } }],
  ['POST', admin + '/x/instances/{name}/reset', 200],
  ['GET', instance, 200],
  ['DELETE', admin + '/x/instances/{name}', 200],
  ['DELETE', admin + '/x/instances', 200, {}, '?session=t1'],
  ['PUT', admin + '/x/config', 200, {}, '', { mock: 1, instances: [{ name: 'one', match: { script: 's' }, answer: 'dlf6201' }] }],
  ['POST', admin + '/scenarios/reset', 200],
  ['POST', admin + '/mappings/reset', 200],
  ['POST', admin + '/requests/remove', 200, {}, '', { method: 'POST' }],
  ['DELETE', admin + '/requests/{id}', 200],
  ['POST', admin + '/requests/reset', 200],
  ['DELETE', admin + '/requests', 200],
  ['POST', admin + '/reset', 200],
  ['POST', admin + '/shutdown', 200],
];

async function main() {
  const file = path.join(folder, 'scenario.json');
  fs.writeFileSync(file, JSON.stringify(scenario));
  const mock = spawn(mockProgram, ['--listen', '127.0.0.1:' + port, file], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(mock, 'exit');
  const failures = [];
  const left = new Set();
  for (const [at, item] of Object.entries(document.paths)) {
    for (const method of Object.keys(item)) if (method !== 'parameters') left.add(`${method.toUpperCase()} ${at}`);
  }
  try {
    await Promise.race([
      once(readline.createInterface({ input: mock.stdout }), 'line'),
      ended.then(([code]) => assert.fail(`the mock server ended with ${code}`)),
    ]);
    for (const [method, at, status, parts, query, body, headers] of calls) {
      const known = { ...orders, ...parts };
      const target = at.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(known[name])) + (query || '');
      const answer = await fetch(url + target, {
        method,
        redirect: 'manual',
        headers: { ...(body && { 'Content-Type': 'application/json' }), ...headers },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      });
      const text = await answer.text();
      const complaint = answer.headers.get('sl-violations');
      if (answer.status !== status || complaint) {
        failures.push(`${method} ${target}: ${answer.status} instead of ${status}: ${complaint || text.slice(0, 600)}`);
      }
      left.delete(`${method} ${at}`);
    }
    left.delete('GET /__admin'); // a redirection, which Prism follows by itself
    for (const each of left) failures.push(`${each} was not asked`);
    if (failures.length === 0) assert.deepEqual(await ended, [0, null]);
  } finally {
    mock.kill('SIGKILL');
  }
  for (const each of failures) console.error('FAILED:', each);
  assert.equal(failures.length, 0);
  console.log(`${calls.length} calls of ${Object.keys(document.paths).length} paths`);
}

main().catch((problem) => {
  console.error(problem);
  process.exit(1);
});
