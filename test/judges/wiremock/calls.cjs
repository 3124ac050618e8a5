// What is asked of both servers, in this order. Each call gets an api, {client, ask, send, first}, and is one request to the
// admin API: by WireMock's own client, or by `ask` where that has no such call.
const { target } = require('./servers.cjs');

const orders = target('load_orders', 'i-100');
const report = target('report', 'r-1');
const nobody = '00000000-0000-4000-8000-000000000000';
const scenario = 'i-100'; // WireMock takes no name with a slash; for the mock server it is short for load_orders/i-100
const patterns = {
  everything: {},
  'of any method': { method: 'ANY' },
  'of a method': { method: 'POST' },
  'with a url': { url: report + '?a=1&b=x%20y' },
  'with a path': { urlPath: orders },
  'with a pattern of urls': { urlPattern: '.*\\?a=.*' },
  'with a pattern of a part of a url': { urlPattern: 'a=1' },
  'with a pattern of paths': { urlPathPattern: '/v1/[^/]+/scripts/load_orders/.*' },
  'with a parameter': { queryParameters: { b: { equalTo: 'x y' } } },
  'with a parameter in any case': { queryParameters: { b: { equalTo: 'X Y', caseInsensitive: true } } },
  'without a parameter': { queryParameters: { b: { absent: true } } },
  'with a header': { headers: { workspace: { equalTo: 'blue' } } },
  'with a header that contains': { headers: { WORKSPACE: { contains: 'lu' } } },
  'with a header that matches': { headers: { workspace: { matches: 'b.*' } } },
  'with a header that does not match': { headers: { workspace: { doesNotMatch: 'g.*' } } },
  'with a header that does not contain': { headers: { workspace: { doesNotContain: 'u' } } },
  'without a header': { headers: { workspace: { absent: true } } },
  'with two criteria': { method: 'GET', urlPath: report, headers: { workspace: { equalTo: 'blue' } } },
  'with a wrong regular expression': { urlPattern: '(' },
  'with a word that is not known': { methd: 'GET' },
  'with a header that is a text': { headers: { workspace: 'blue' } },
};

// Traffic. The last two are met by no stub.
const traffic = [
  ['GET', orders, {}],
  ['GET', orders, {}],
  ['GET', report, { workspace: 'blue' }],
  ['GET', report + '?a=1&b=x%20y', { workspace: 'green' }],
  ['GET', '/v1/p/scripts/load_orders/instance/i-100', {}],
  ['POST', '/v1/nothing', {}],
];

const made = [];
const call = (name, run) => made.push({ name, run });
const admin = (name, method, path, body, type) => call(name, (api) => api.ask(method, '/__admin/' + path, body, type));

admin('health', 'GET', 'health');
admin('version', 'GET', 'version');
admin('a path that is not there', 'GET', 'nothing/here');
call('mappings', (api) => api.client.mappings.getAllMappings());
admin('mappings: one', 'GET', 'mappings?limit=1');
admin('mappings: none', 'GET', 'mappings?limit=0');
admin('mappings: past the end', 'GET', 'mappings?offset=100');
admin('mappings: a wrong limit', 'GET', 'mappings?limit=few');
call('scenarios: before any request', (api) => api.client.scenarios.getAllScenarios());
call('requests: none', (api) => api.client.requests.getAllRequests());

call('traffic', async (api) => {
  for (const each of traffic) await api.send(...each);
  return null;
});
call('requests', (api) => api.client.requests.getAllRequests());
admin('requests: one', 'GET', 'requests?limit=1');
admin('requests: none shown', 'GET', 'requests?limit=0');
admin('requests: a wrong limit', 'GET', 'requests?limit=few');
admin('requests: since the past', 'GET', 'requests?since=2020-01-01T00:00:00Z');
admin('requests: since the future', 'GET', 'requests?since=2120-01-01T00:00:00Z');
admin('requests: since a wrong date', 'GET', 'requests?since=yesterday');
admin('requests: unmatched ones', 'GET', 'requests?unmatched=true');
call('request', async (api) => api.client.requests.getRequest(await api.first()));
admin('request: unknown', 'GET', 'requests/' + nobody);
for (const [name, pattern] of Object.entries(patterns)) {
  call('count: ' + name, (api) => api.client.requests.getCount(pattern));
  call('find: ' + name, (api) => api.client.requests.findRequests(pattern));
}
admin('count: no JSON', 'POST', 'requests/count', '{"method":');
admin('count: a list', 'POST', 'requests/count', '[]');
admin('count: no body', 'POST', 'requests/count', '');
call('unmatched', (api) => api.client.requests.getUnmatchedRequests());
admin('near misses of unmatched', 'GET', 'requests/unmatched/near-misses');
admin('near misses of a request', 'POST', 'near-misses/request',
  JSON.stringify({ method: 'GET', url: target('load_order', 'i-100') }));
admin('near misses of a request: no url', 'POST', 'near-misses/request', '{"method":"GET"}');
admin('near misses: no JSON', 'POST', 'near-misses/request', 'x');
admin('mappings: unmatched', 'GET', 'mappings/unmatched');

call('scenarios', (api) => api.client.scenarios.getAllScenarios());
call('scenario: a state', (api) => api.client.scenarios.setScenarioState(scenario, 'RUNNING'));
call('scenarios: after a state', (api) => api.client.scenarios.getAllScenarios());
call('scenario: a wrong state', (api) => api.client.scenarios.setScenarioState(scenario, 'SLEEPING'));
admin('scenario: no JSON', 'PUT', `scenarios/${scenario}/state`, '{"state":');
call('scenario: unknown', (api) => api.client.scenarios.setScenarioState('nobody', 'RUNNING'));
call('scenario: reset', (api) => api.client.scenarios.resetScenario(scenario));
call('scenarios: after the reset of one', async (api) => {
  await api.send('GET', orders, {}); // an instance begins with a request
  return api.client.scenarios.getAllScenarios();
});
call('scenario: unknown, reset', (api) => api.client.scenarios.resetScenario('nobody'));
call('scenario: another state', (api) => api.client.scenarios.setScenarioState(scenario, 'FINISHED'));
call('scenarios: reset', (api) => api.client.scenarios.resetAllScenarios());
call('scenarios: after the reset of all', (api) => api.client.scenarios.getAllScenarios());

call('remove: none', (api) => api.client.requests.removeRequests({ urlPath: '/nobody' }));
call('remove', (api) => api.client.requests.removeRequests({ urlPath: report }));
admin('remove: no JSON', 'POST', 'requests/remove', '{');
call('request: delete', async (api) => api.client.requests.deleteRequest(await api.first()));
admin('request: delete an unknown one', 'DELETE', 'requests/' + nobody);
call('requests: after these', (api) => api.client.requests.getAllRequests());
call('requests: reset', (api) => api.client.requests.resetAllRequests());
call('more traffic', async (api) => api.send('GET', orders, {}).then(() => null));
call('requests: delete all', (api) => api.client.requests.deleteAllRequests());
call('requests: after the end of all', (api) => api.client.requests.getAllRequests());

call('mappings: reset', (api) => api.client.mappings.resetAllMappings());
call('mappings: after the reset', (api) => api.client.mappings.getAllMappings());
call('traffic before the end', async (api) => {
  await api.send('GET', orders, {});
  await api.client.scenarios.setScenarioState(scenario, 'RUNNING');
  return null;
});
call('reset', (api) => api.client.global.resetAll());
call('requests: after all was reset', (api) => api.client.requests.getAllRequests());
call('scenarios: after all was reset', async (api) => {
  await api.send('GET', orders, {});
  return api.client.scenarios.getAllScenarios();
});
call('a script that nobody has', async (api) => {
  await api.send('GET', target('load_order', 'i-100'), {});
  return api.client.requests.getUnmatchedRequests();
});
admin('mappings: delete unmatched', 'DELETE', 'mappings/unmatched');
admin('a wrong method', 'PATCH', 'requests');
call('shutdown', (api) => api.client.global.shutdown());

module.exports = made;
