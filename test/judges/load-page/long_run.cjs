// A result file as a long run would have written it: the seconds of a short one again and again, with a wave, one peak and
// one low point in their latencies.
const fs = require('node:fs');

exports.longRun = (from, to, seconds) => {
  const lines = fs.readFileSync(from, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const pattern = lines.filter((line) => line.type === 'interval' && line.second >= 0 && line.response_ns.max > 0);
  const made = [JSON.stringify(lines[0])];
  for (let second = 0; second < seconds; ++second) {
    const each = structuredClone(pattern[second % pattern.length]);
    each.second = second;
    const wave = 1 + 0.4 * Math.sin(second / 300) + ((second * 7919) % 97) / 300;
    const factor = second === Math.floor(seconds * 0.61) ? 40 : second === Math.floor(seconds * 0.3) ? 0.1 : wave;
    for (const which of ['response_ns', 'service_ns']) {
      for (const name of Object.keys(each[which])) each[which][name] = Math.round(each[which][name] * factor);
    }
    made.push(JSON.stringify(each));
  }
  const end = lines[lines.length - 1];
  made.push(JSON.stringify({ ...end, measured_ns: seconds * 1e9 }));
  fs.writeFileSync(to, made.join('\n') + '\n');
};
