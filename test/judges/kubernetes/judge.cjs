// judge.cjs FOLDER: the manifests of a folder with base, example and merge.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const yaml = require('yaml');
const { unknownMembers } = require('./members.cjs');

const folder = process.argv[2];
let problems = 0;
function check(holds, what) {
  if (holds) return;
  console.error(`WRONG: ${what}`);
  problems += 1;
}

function read(file) {
  return yaml.parseAllDocuments(fs.readFileSync(file, 'utf8'), { strict: true, uniqueKeys: true }).map((document) => {
    for (const error of document.errors) check(false, `${file}: ${error.message}`);
    return document.toJS();
  });
}

const kinds = {
  'batch/v1 Job': require('kubernetes-models/batch/v1').Job,
  'v1 Pod': require('kubernetes-models/v1').Pod,
  'v1 PersistentVolumeClaim': require('kubernetes-models/v1').PersistentVolumeClaim,
};

// Why the schema refuses it; empty: it does not.
function objection(object) {
  const kind = kinds[`${object.apiVersion} ${object.kind}`];
  if (!kind) return `no schema for ${object.apiVersion} ${object.kind}`;
  try {
    new kind(object).validate();
    const file = require.resolve(`kubernetes-models/${object.apiVersion}/${object.kind}`).replace(/\.js$/, '.d.ts');
    const unknown = unknownMembers(object, file);
    return unknown.length > 0 ? `there is no ${unknown.join(', ')}` : '';
  } catch (error) {
    return error.message;
  }
}

// The judge itself: what is wrong in a known way has to be refused.
const copy = (object) => JSON.parse(JSON.stringify(object));
function proveJudge(job) {
  const wrong = {
    'an unknown member': (it) => { it.spec.completionmode = 'Indexed'; },
    'an unknown member of a container': (it) => { it.spec.template.spec.containers[0].arguments = []; },
    'an unknown member of a mount': (it) => { it.spec.template.spec.containers[0].volumeMounts[0].path = '/x'; },
    'a number as the value of a variable': (it) => { it.spec.template.spec.containers[0].env[0].value = 4; },
    'a completion mode that is none': (it) => { it.spec.completionMode = 'Numbered'; },
    'a container without a name': (it) => { delete it.spec.template.spec.containers[0].name; },
  };
  for (const [what, spoil] of Object.entries(wrong)) {
    const spoilt = copy(job);
    spoil(spoilt);
    check(objection(spoilt) !== '', `the judge accepts ${what}`);
  }
}

// What kustomize would make of a folder, as far as these folders use it: resources, generated ConfigMaps, JSON patches.
function build(directory) {
  const [its] = read(path.join(directory, 'kustomization.yaml'));
  check(its.kind === 'Kustomization', `${directory}: not a Kustomization`);
  const known = ['apiVersion', 'kind', 'namespace', 'resources', 'labels', 'images', 'configMapGenerator', 'patches'];
  for (const key of Object.keys(its)) check(known.includes(key), `${directory}: '${key}' is nothing this judge knows`);
  const made = { objects: [], maps: {} };
  for (const resource of its.resources) {
    const where = path.join(directory, resource);
    if (!fs.existsSync(where)) {
      check(false, `${directory}: there is no ${resource}`);
    } else if (fs.statSync(where).isDirectory()) {
      const below = build(where);
      made.objects.push(...below.objects);
      Object.assign(made.maps, below.maps);
    } else {
      made.objects.push(...read(where));
    }
  }
  for (const map of its.configMapGenerator || []) {
    check(!(map.name in made.maps) || map.behavior === 'replace', `${directory}: ${map.name} is made twice`);
    const data = {};
    for (const file of map.files || []) data[file] = fs.readFileSync(path.join(directory, file), 'utf8');
    for (const file of map.envs || []) {
      for (const line of fs.readFileSync(path.join(directory, file), 'utf8').trim().split('\n')) {
        check(/^[A-Z_]+=/.test(line), `${directory}/${file}: '${line}' is no NAME=VALUE`);
        data[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
      }
    }
    made.maps[map.name] = data;
  }
  for (const patch of its.patches || []) {
    const target = made.objects.find((it) => it.kind === patch.target.kind && it.metadata.name === patch.target.name);
    check(target, `${directory}: a patch has no target`);
    for (const step of target ? yaml.parse(patch.patch) : []) {
      const names = step.path.split('/').slice(1);
      const last = names.pop();
      const parent = names.reduce((at, name) => at && at[name], target);
      const there = parent !== undefined && last in parent;
      check(step.op === 'replace' && there, `${directory}: ${step.op} ${step.path} replaces nothing`);
      if (there) parent[last] = step.value;
    }
  }
  return made;
}

function checkPod(name, pod, maps) {
  const its = `${name}: `;
  check(pod.restartPolicy === 'Never', its + 'a container that restarts would begin the plan anew');
  check(pod.automountServiceAccountToken === false, its + 'has a token of the cluster that it does not need');
  check(pod.enableServiceLinks === false, its + 'the names of services would be variables of the program');
  check(pod.securityContext.runAsNonRoot === true && pod.securityContext.runAsUser > 0, its + 'runs as root');
  check(pod.securityContext.seccompProfile.type === 'RuntimeDefault', its + 'no seccomp profile');
  const volumes = Object.fromEntries((pod.volumes || []).map((volume) => [volume.name, volume]));
  for (const container of pod.containers) {
    const security = container.securityContext || {};
    check(security.readOnlyRootFilesystem === true, its + 'its root can be written');
    check(security.allowPrivilegeEscalation === false, its + 'may gain privileges');
    check(security.capabilities && security.capabilities.drop.includes('ALL'), its + 'keeps capabilities');
    check(container.resources.requests.cpu && container.resources.limits.memory, its + 'no resources');
    for (const mount of container.volumeMounts || []) {
      check(mount.name in volumes, its + `mounts ${mount.name}, which is no volume`);
      const map = volumes[mount.name] && volumes[mount.name].configMap;
      if (map) check(map.name in maps, its + `there is no ConfigMap ${map.name}`);
    }
    const variables = new Set((container.env || []).map((each) => each.name));
    variables.add('JOB_COMPLETION_INDEX');
    for (const from of container.envFrom || []) {
      if (from.configMapRef) {
        check(from.configMapRef.name in maps, its + `there is no ConfigMap ${from.configMapRef.name}`);
        for (const key of Object.keys(maps[from.configMapRef.name] || {})) variables.add(key);
      }
      if (from.secretRef) check(from.secretRef.optional === true, its + 'a service without credentials needs a Secret');
    }
    for (const argument of container.args || []) {
      for (const [, used] of argument.matchAll(/\$\(([A-Z_]+)\)/g)) {
        check(variables.has(used), its + `${used} is set nowhere`);
      }
    }
  }
}

function checkLoad(name, made) {
  const job = made.objects.find((it) => it.kind === 'Job');
  const { spec } = job;
  const container = spec.template.spec.containers[0];
  const shards = container.env.find((each) => each.name === 'DATAARTS_LOAD_SHARDS').value;
  check(spec.completionMode === 'Indexed', `${name}: not indexed, so no pod knows its part`);
  check(spec.completions === spec.parallelism, `${name}: pods would wait for others to end`);
  check(shards === String(spec.completions), `${name}: DATAARTS_LOAD_SHARDS=${shards}, but ${spec.completions} pods`);
  check(spec.backoffLimitPerIndex === 0, `${name}: a part would be sent twice`);
  check(spec.backoffLimit === undefined, `${name}: backoffLimit ends all parts when one fails`);
  check(spec.ttlSecondsAfterFinished > 0 && spec.activeDeadlineSeconds > 0, `${name}: no end of its life`);
  const started = (option) => container.args.find((each) => each.startsWith(`--${option}=`)) || '';
  const plan = spec.template.spec.volumes.find((each) => each.name === 'plan').configMap.name;
  const [, mounted, file] = /^--plan=(.*)\/([^/]+)$/.exec(started('plan'));
  check(mounted === container.volumeMounts.find((each) => each.name === 'plan').mountPath, `${name}: plan not mounted`);
  check(file in made.maps[plan], `${name}: ${plan} has no ${file}`);
  check(started('start-at').includes('$(LOAD_START_AT)'), `${name}: no common start`);
  check(started('out').includes('$(JOB_COMPLETION_INDEX)'), `${name}: all pods write the same file`);
  const claim = made.objects.find((it) => it.kind === 'PersistentVolumeClaim');
  check(claim.spec.accessModes.includes('ReadWriteMany'), `${name}: one node alone can write results`);
  proveJudge(job);
}

for (const name of ['base', 'example', 'merge']) {
  const made = build(path.join(folder, name));
  if (name === 'merge') made.objects.push(...read(path.join(folder, name, 'files.yaml')));
  for (const object of made.objects) {
    const why = objection(object);
    check(why === '', `${name}: ${object.kind} ${object.metadata.name}: ${why}`);
    if (object.kind === 'Job') checkPod(`${name}: Job`, object.spec.template.spec, made.maps);
    if (object.kind === 'Pod') checkPod(`${name}: Pod`, object.spec, made.maps);
  }
  if (name !== 'merge') checkLoad(name, made);
  console.log(`${problems === 0 ? 'ok' : 'looked at'}: ${name}: ${made.objects.map((it) => it.kind).join(', ')}`);
}
console.log('not checked here: what kustomize itself makes of the folders (labels, name hashes, images), what a cluster ' +
  'admits (quotas, pod security, storage classes), and whether pods start in time');
process.exit(problems === 0 ? 0 : 1);
