// The mock server and WireMock with the same stubs, each a child on a free port of loopback that has to be stopped.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');

const states = ['LAUNCHING', 'RUNNING', 'FINISHED'];
const target = (script, instance) => `/v1/p/scripts/${script}/instances/${instance}`;

// load_orders/i-100 stays in a state until a command moves it; report/r-1 is finished.
const scenario = {
  mock: 1,
  instances: [
    {
      name: 'load orders',
      match: { script: 'load_orders', instance: 'i-100' },
      timeline: [{ state: 'LAUNCHING', hold: true }, { state: 'RUNNING', hold: true }, { state: 'FINISHED' }],
    },
    { name: 'report', match: { script: 'report', instance: 'r-1' }, timeline: [{ state: 'FINISHED' }] },
  ],
};

function stubs() {
  const answer = (status) => ({ status: 200, jsonBody: { results: [], status } });
  const request = (script, instance) => ({ method: 'GET', urlPath: target(script, instance) });
  // WireMock's scenarios begin in a state that is always called Started, and have the states that stubs name.
  const made = states.map((status, i) => ({
    name: `load orders ${status}`,
    scenarioName: 'i-100',
    requiredScenarioState: i === 0 ? 'Started' : status,
    request: request('load_orders', 'i-100'),
    response: answer(status),
  }));
  return [...made, { name: 'report', request: request('report', 'r-1'), response: answer('FINISHED') }];
}

const children = [];

async function firstLine(child, pattern) {
  const lines = readline.createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code} before it listened`)));
    child.once('error', reject);
    lines.on('line', (line) => {
      const found = pattern.exec(line);
      if (found) resolve(found[1]);
    });
  });
}

function begin(program, options) {
  const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.ended = once(child, 'exit');
  child.ended.catch(() => {});
  children.push(child);
  return child;
}

async function startMock(program, folder) {
  const file = path.join(folder, 'scenario.json');
  fs.writeFileSync(file, JSON.stringify(scenario));
  const child = begin(program, ['--listen', '127.0.0.1:0', '--clock', 'virtual', file]);
  child.url = await firstLine(child, /"url":"([^"]*)"/);
  return child;
}

async function startWireMock(java, jar, folder) {
  fs.mkdirSync(path.join(folder, 'mappings'));
  stubs().forEach((stub, i) => fs.writeFileSync(path.join(folder, 'mappings', `${i}.json`), JSON.stringify(stub)));
  const options = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-jar', jar, '--port', '0', '--bind-address', '127.0.0.1'];
  const child = begin(java, [...options, '--root-dir', folder, '--container-threads', '12']);
  child.url = 'http://127.0.0.1:' + (await firstLine(child, /^port: +(\d+)/));
  return child;
}

function killAll() {
  for (const child of children) child.kill('SIGKILL');
}

module.exports = { killAll, startMock, startWireMock, target };
