// The members that Kubernetes has. The schemas say nothing against others, the type declarations beside them name them all.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const declarations = {};
function declared(file) {
  if (!(file in declarations)) {
    const text = fs.readFileSync(file, 'utf8');
    const body = /^export interface \w+[^{]*\{\n([\s\S]*?)^\}/m.exec(text);
    const imports = Object.fromEntries(
      [...text.matchAll(/^import \{ (\w+) \} from "([^"]+)";/gm)].map(([, name, from]) => [name, from]));
    const members = {};
    // A member whose type is another declared one, a list of such, or anything else.
    for (const [, name, type] of (body ? body[1] : '').matchAll(/^ {4}"([^"]+)"\??: ([^\n]*)/gm)) {
      const used = /^(?:Array<)?(\w+)>?;$/.exec(type);
      members[name] = used && used[1] in imports ? imports[used[1]] : null;
    }
    declarations[file] = { members, isObject: body !== null };
  }
  return declarations[file];
}

function fileOf(from, name) {
  return name.startsWith('.') ? path.join(path.dirname(from), `${name}.d.ts`) : require.resolve(name).replace(/\.js$/, '.d.ts');
}

// The paths in `value` that its kind, declared in `file`, does not have.
function unknownMembers(value, file, where = '') {
  if (Array.isArray(value)) return value.flatMap((each, i) => unknownMembers(each, file, `${where}/${i}`));
  const its = declared(file);
  if (!its.isObject || value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (!(name in its.members)) return [`${where}/${name}`];
    const type = its.members[name];
    return type === null ? [] : unknownMembers(inner, fileOf(file, type), `${where}/${name}`);
  });
}

module.exports = { unknownMembers };
