// compare(call, theirs, ours): how two answers differ, in lines that begin with the call. Ids, times and distances are not compared but
// for being there and of the same type.
const volatile = new Set(['id', 'uuid', 'loggedDate', 'loggedDateString', 'timestamp', 'uptimeInSeconds', 'version', 'distance']);

const typeOf = (value) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

function compareValues(at, theirs, ours, lines) {
  const [type, other] = [typeOf(theirs), typeOf(ours)];
  if (type !== other) {
    lines.push(`${at}: WireMock has a ${type}, the mock a ${other}`);
  } else if (type === 'list') {
    if (theirs.length !== ours.length) lines.push(`${at}: WireMock has ${theirs.length}, the mock ${ours.length}`);
    for (let i = 0; i < Math.min(theirs.length, ours.length); ++i) compareValues(at + '[]', theirs[i], ours[i], lines);
  } else if (type === 'object') {
    for (const key of Object.keys(theirs)) {
      if (key in ours) compareValues(`${at}.${key}`, theirs[key], ours[key], lines);
      else lines.push(`${at}.${key}: only WireMock has it`);
    }
    for (const key of Object.keys(ours)) if (!(key in theirs)) lines.push(`${at}.${key}: only the mock has it`);
  } else if (theirs !== ours && !volatile.has(at.slice(at.lastIndexOf('.') + 1))) {
    lines.push(`${at}: WireMock has ${JSON.stringify(theirs)}, the mock ${JSON.stringify(ours)}`);
  }
}

module.exports = function compare(call, theirs, ours) {
  const lines = [];
  if (theirs === null && ours === null) return lines;
  compareValues(`${call} status`, theirs.status, ours.status, lines);
  compareValues(`${call} type`, theirs.type, ours.type, lines);
  compareValues(`${call} body`, theirs.body, ours.body, lines);
  return [...new Set(lines)];
};
