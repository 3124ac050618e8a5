'use strict';
const at = (id) => document.getElementById(id);

// All texts go through here, as text: nothing that came from outside is ever read as HTML.
function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) if (child !== undefined && child !== null && child !== false) made.append(child);
  return made;
}
const make = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const draw = (tag, attributes, ...children) => fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

// Three digits, whatever the size.
function digits(value) {
  if (value === 0) return '0';
  const size = Math.floor(Math.log10(Math.abs(value)));
  const shown = value.toFixed(Math.min(Math.max(2 - size, 0), 6));
  return Number(shown) >= 1000 ? Number(shown).toLocaleString('en') : shown;
}
const latencyUnits = [['ns', 1], ['µs', 1e3], ['ms', 1e6], ['s', 1e9], ['min', 6e10], ['h', 3.6e12]];
function latencyText(ns) {
  let i = 0;
  const factor = (k) => latencyUnits[k + 1][1] / latencyUnits[k][1];
  while (i + 1 < latencyUnits.length && Number((ns / latencyUnits[i][1]).toPrecision(3)) >= factor(i)) ++i;
  const value = ns / latencyUnits[i][1];
  return (i === 0 ? String(Math.round(value)) : digits(value)) + ' ' + latencyUnits[i][0];
}
// The same on an axis: "10 ms", not "10.0 ms".
const latencyTick = (ns) => latencyText(ns).replace(/(\.\d*?)0+(?= )/, '$1').replace(/\.(?= )/, '');
const countText = (value) => (Number.isInteger(value) ? value.toLocaleString('en') : digits(value));
const numberTick = (value) => (value >= 1e6 ? digits(value / 1e6).replace(/\.?0+$/, '') + ' M' : Number(value.toPrecision(6)).toLocaleString('en'));
const rateText = (value) => (value >= 99.95 ? Math.round(value).toLocaleString('en') : digits(value)) + ' /s';
const coresText = (value) => (value > 0 && value < 0.01 ? '< 0.01' : Number(value.toFixed(2))) + (value === 1 ? ' core' : ' cores');
// Never 0 % or 100 % for what only rounds to it.
function shareText(share) {
  const percent = share * 100;
  if (percent > 0 && percent < 0.001) return '< 0.001 %';
  if (percent > 99.999 && percent < 100) return '> 99.999 %';
  return Number(percent.toFixed(percent < 0.1 || percent > 99 ? 3 : 2)) + ' %';
}
function bytesText(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let i = 0;
  while (i + 1 < units.length && bytes >= 1000) { bytes /= 1000; ++i; }
  return (i === 0 ? bytes : digits(bytes)) + ' ' + units[i];
}
function clockText(seconds) {
  const whole = Math.abs(seconds);
  const two = (value) => String(value).padStart(2, '0');
  const text = whole >= 3600 ? Math.floor(whole / 3600) + ':' + two(Math.floor(whole / 60) % 60) + ':' + two(whole % 60)
    : Math.floor(whole / 60) + ':' + two(whole % 60);
  return (seconds < 0 ? '−' : '') + text;
}
const percentileText = (p) => (p >= 100 ? 'max' : 'p' + Number(p < 90 ? p.toFixed(1) : p.toFixed(Math.min(8, 2 - Math.floor(Math.log10(100 - p))))));
const many = (count, one, more) => countText(count) + ' ' + (count === 1 ? one : more || one + 's');

// A number of the JSON report: its value as it stands there, and the place, for programs that read the page.
function known(report, path, text) {
  const value = path.split('.').reduce((from, name) => (from === undefined ? from : from[name]), report);
  return make('data', { value, 'data-path': path }, text(value));
}
