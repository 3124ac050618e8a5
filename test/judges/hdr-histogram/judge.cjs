// judge.cjs HISTOGRAMS: the same values go into our histograms and into those of hdr-histogram-js. Exit 0: each reads
// what the other writes, and both say the same counts, minimum, maximum, mean, deviation and percentiles.
const { spawn } = require('node:child_process');
const readline = require('node:readline');
const hdr = require('hdr-histogram-js');

const percentiles = [0, 0.1, 1, 5, 10, 25, 33.3, 50, 66.6, 75, 90, 95, 99, 99.9, 99.99, 99.999, 100];
const highest = 3_600_000_000_000;
const ours = spawn(process.argv[2], percentiles.map(String), { stdio: ['pipe', 'pipe', 'inherit'] });
const answers = readline.createInterface({ input: ours.stdout })[Symbol.asyncIterator]();
let judged = 0;
let wrong = 0;

function expect(what, got, wanted) {
  judged += 1;
  if (Object.is(got, wanted)) return;
  wrong += 1;
  console.error(`${what}: ours says ${got}, hdr-histogram-js ${wanted}`);
}

async function ask(line) {
  ours.stdin.write(`${line}\n`);
  const { value } = await answers.next();
  if (value.startsWith('error')) throw new Error(value);
  const [text, ...numbers] = value.split(' ');
  const [count, min, max, mean, deviation, ...at] = numbers.map(Number);
  return { text, count, min, max, mean, deviation, at };
}

// mulberry32, for the same values at each run.
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function countsOf(histogram) {
  const counts = new Map();
  for (let i = 0; i < histogram.countsArrayLength; i += 1) {
    const count = histogram.getCountAtIndex(i);
    if (count > 0) counts.set(histogram.valueFromIndex(i), count);
  }
  return JSON.stringify([...counts]);
}

function compare(name, said, theirs) {
  expect(`${name}: count`, said.count, theirs.totalCount);
  // Theirs keeps a maximum that was recorded as it is; what is stored and read again follows the definition.
  expect(`${name}: min`, said.min, theirs.totalCount === 0 || theirs.getCountAtIndex(0) > 0 ? 0 : theirs.minNonZeroValue);
  expect(`${name}: max`, said.max, theirs.totalCount === 0 ? 0 : theirs.highestEquivalentValue(theirs.maxValue));
  expect(`${name}: mean`, said.mean, theirs.mean);
  expect(`${name}: deviation`, said.deviation, theirs.stdDeviation);
  percentiles.forEach((p, i) => expect(`${name}: p${p}`, said.at[i], theirs.getValueAtPercentile(p)));
}

async function judge(name, values, build) {
  const theirs = hdr.build(build);
  for (const [value, times] of values) theirs.recordValueWithCount(value, times);
  const recorded = await ask(`values ${values.map(([value, times]) => `${value}:${times}`).join(' ')}`);

  // What we write.
  const read = hdr.decodeFromCompressedBase64(recorded.text, 64);
  expect(`${name}, written by us: counts`, countsOf(read), countsOf(theirs));
  expect(`${name}, written by us: digits`, read.numberOfSignificantValueDigits, 3);
  compare(`${name}, written by us`, recorded, read);

  // What it writes.
  const ourReading = await ask(`hdr ${hdr.encodeIntoCompressedBase64(theirs)}`);
  const stored = hdr.decodeFromCompressedBase64(hdr.encodeIntoCompressedBase64(theirs), 64);
  compare(`${name}, read by us`, ourReading, stored);
  expect(`${name}, read by us: written again`, ourReading.text, recorded.text);
}

async function main() {
  const fixed = { bitBucketSize: 64, autoResize: false, lowestDiscernibleValue: 1, highestTrackableValue: highest, numberOfSignificantValueDigits: 3 };
  const growing = { bitBucketSize: 64, autoResize: true, lowestDiscernibleValue: 1, highestTrackableValue: 2, numberOfSignificantValueDigits: 3 };
  for (const [layout, build] of Object.entries({ fixed, growing })) {
    await judge(`${layout}, nothing`, [], build);
    await judge(`${layout}, zero`, [[0, 3]], build);
    await judge(`${layout}, one`, [[1, 1]], build);
    await judge(`${layout}, ends of buckets`, [2047, 2048, 2049, 4095, 4096, 4099, 8191, 8192].map((v) => [v, 1]), build);
    await judge(`${layout}, the highest`, [[highest, 2]], build);
    await judge(`${layout}, 1 to 1000`, Array.from({ length: 1000 }, (_, i) => [i + 1, 1]), build);
    await judge(`${layout}, large counts`, [[5_000, 1_000_000_000_000], [70_000, 3_000_000_000], [900_000_000, 129]], build);
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = randomOf(seed);
      const size = 1 + Math.floor(random() * 2000);
      const values = Array.from({ length: size }, () => [
        Math.floor(Math.exp(random() * Math.log(highest))),
        1 + Math.floor(Math.exp(random() * 12)),
      ]);
      await judge(`${layout}, seed ${seed}`, values, build);
    }
  }
  ours.stdin.end();
  console.log(`${judged} judged, ${wrong} wrong`);
  process.exitCode = wrong === 0 && judged > 2000 ? 0 : 1;
}
main().catch((e) => {
  console.error(e);
  ours.kill();
  process.exitCode = 1;
});
