// Where the mock server's admin API is not as WireMock's, on purpose. `lines` are those that compare.cjs makes.
const events = '(requests|request: |request body|find: |unmatched|near misses|remove|more|a script)';
const stub = '(mappings|stubMapping)(\\[\\])?';
const differ = (lines, why) => ({ lines: new RegExp('^' + lines), why });

module.exports = [
  // The answers.
  differ('health body\\.message: ', 'says which program is healthy'),
  differ(
    '(a path that is not there|request: unknown|a wrong method) (type|body): ',
    'an error has a body that tells what is right',
  ),
  differ('(mappings: reset|reset|shutdown) (type|body): ', 'each answer is JSON'),
  differ('a wrong method status: ', 'the path is there: 405 and Allow'),
  differ(
    'mappings: delete unmatched (status|type|body)',
    'rules are made by scenario files, not by calls: 405 and Allow',
  ),
  differ('(mappings|requests): a wrong limit (status|type|body): ', 'WireMock fails with 500'),
  differ('mappings: past the end (status|type|body): ', 'WireMock fails with 500; a page behind the last one is empty'),
  differ(
    '.* status: WireMock has 422, the mock 400$',
    'what cannot be read is 400; 422 is for what does not fit the state',
  ),
  differ(
    '.* body\\.errors\\[\\]\\.(code|title|detail|source)',
    'code is the HTTP status, detail the text, title its class',
  ),
  differ('count: no body (status|body)', 'no body is an empty pattern'),
  differ('near misses of a request: no url (status|body)', 'nothing can be compared without a URL'),
  differ(
    'requests: reset (status|type|body): ',
    "WireMock 3 has dropped what its client still calls: DELETE does the same",
  ),

  // Rules.
  differ(
    '(mappings|near misses|requests|request|remove|scenarios).*' + stub + '\\.(uuid|scenarioName|' +
      'requiredScenarioState|request|response): only WireMock',
    'a rule is a timeline and has a name, no UUID; PUT /__admin/x/config shows it whole',
  ),
  differ(
    'mappings.*mappings\\[\\]\\.(request|response)\\.(urlPath|method|status|jsonBody): only WireMock',
    'a rule is for scripts and instances, and has many answers',
  ),
  differ(
    'mappings.*mappings\\[\\]\\.(request|response)\\.(script|instance|items): only the mock',
    'a rule is for scripts and instances, and has many answers',
  ),
  differ('mappings.*mappings\\[\\]\\.metadata: only the mock', 'says whether the rule was used'),
  differ('.*' + stub + '\\.name: ', 'one rule for a timeline, not one for each of its states'),
  differ(
    '(mappings|mappings: (one|none|unmatched|after the reset)) body\\.(mappings|meta\\.total): WireMock has',
    'one rule for a timeline, not one for each of its states',
  ),
  differ(
    'near misses of (unmatched|a request) body\\.nearMisses: WireMock has',
    'one rule for a timeline, not one for each of its states',
  ),
  differ(
    'near misses of unmatched body\\.nearMisses\\[\\]\\.request\\.(url|method): WireMock has',
    'fewer rules, so that the second request comes sooner',
  ),
  differ(
    'scenarios.*scenarios\\[\\]\\.mappings: WireMock has',
    'one rule for a timeline, not one for each of its states',
  ),

  // Requests.
  differ(
    events + '.*\\.(absoluteUrl|clientIp|cookies|browserProxyRequest|bodyAsBase64|body|protocol|scheme|host|port|' +
      'formParams): only WireMock',
    'the journal keeps no bodies and no addresses',
  ),
  differ(
    events + '.*\\.headers\\.[A-Za-z-]+: only WireMock',
    'headers may hold secrets; workspace and X-Mock-Session are kept',
  ),
  differ(events + '.*\\.response\\.headers: only WireMock', 'the journal keeps no bodies and no headers of answers'),
  differ(
    events + '.*\\.responseDefinition\\.(jsonBody|fromConfiguredStub): only WireMock',
    'the journal keeps no bodies',
  ),
  differ(events + '.*\\.(timing|subEvents): only WireMock', 'the member journal has more'),
  differ(events + '.*\\.journal: only the mock', 'the line of the journal'),
  differ(events + '.*\\.stubMapping: only WireMock', 'WireMock shows a mapping of no rule for what was not matched'),
  differ(
    events + '.*\\.(response|responseDefinition)\\.status: WireMock has 404, the mock 501$',
    'the service sends 404, and never 501, so that a miss is told from an answer',
  ),
  differ('near misses.*matchResult\\.(subEvents|diffDescriptions): only WireMock', 'report has them'),
  differ('near misses.*\\.report: only the mock', 'the criteria, one by one'),

  // Scenarios.
  differ(
    'scenarios: (before any request|after the reset of all) body\\.scenarios: ',
    'an instance begins with its first request',
  ),
  differ('scenarios.* body\\.scenarios: WireMock has 1, the mock 3$', 'each instance of a workspace is one'),
  differ(
    'scenarios.*\\.name: WireMock has "i-100", the mock "load_orders/i-100"$',
    'SCRIPT/INSTANCE; INSTANCE will do in a call',
  ),
  differ(
    'scenarios.*\\.(state|possibleStates\\[\\]): WireMock has "Started", the mock "LAUNCHING"$',
    'the states are those of the service',
  ),
];
