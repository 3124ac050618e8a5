"""The chart of waiting: looks per run against the 99th percentile of the delay, a panel for each way runs begin."""

import math

from .chart import SVG_STYLE

_WIDTH = 760
_LEFT, _RIGHT = 64, 110
_PLOT = 200  # height of a panel's plot
_PANEL = 286

_STYLE = SVG_STYLE + """
  .line { fill: none; stroke-width: 2; }
  .ours.line { fill: none; stroke: #1f6feb; }
  .peer.line { fill: none; stroke: #a8b3bf; }
  .bound { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 5 4; }
  @media (prefers-color-scheme: dark) {
    .ours.line { stroke: #4493f8; }
    .peer.line { stroke: #57606a; }
    .bound { stroke: #f85149; }
  }
"""


def _ticks(low, high):
    """Round numbers that a logarithmic axis from low to high shows."""
    if high / low < 1.5:
        yield from range(10 * math.ceil(low / 10), math.floor(high) + 1, 10)
        return
    for exponent in range(-1, 5):
        for digit in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 7):
            value = digit * 10**exponent
            if low <= value <= high:
                yield value


def _sparse(values, place, least):
    """Those of the values whose places are not too close to each other."""
    shown = []
    for value in values:
        if not shown or abs(place(value) - place(shown[-1])) >= least:
            shown.append(value)
    return shown


class _Axis:
    """A logarithmic one."""

    def __init__(self, values, begin, end):
        room = (max(values) / min(values)) ** 0.12
        self.low, self.high = min(values) / room, max(values) * room
        self.begin, self.end = begin, end

    def place(self, value):
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.begin + share * (self.end - self.begin)


def _label(policy):
    return {"fixed": f"{policy['setting']} s", "learnt": f"{policy['setting']}", "exponential": "back-off",
            "unknown": "unknown scripts"}[policy["kind"]]


def _panel(fleet, top):
    policies, bound = fleet["policies"], fleet["least_looks_per_run"]
    begin = "all begin together" if fleet["spread"] == 0 else f"begin over {fleet['spread']:,} s"
    x = _Axis([p["p99_delay"] for p in policies], _LEFT, _WIDTH - _RIGHT)
    looks = [p["looks_per_run"] for p in policies] + ([bound] if bound else [])
    y = _Axis(looks, top + 34 + _PLOT, top + 34)
    lines = [f'  <text class="title" x="16" y="{top + 18}">100,000 runs, {begin}</text>']
    lines.append(f'  <text class="quiet" x="{_WIDTH - 16}" y="{top + 18}" text-anchor="end">'
                 "looks per run; further down and left is better</text>")
    lines.append(f'  <path class="axis" fill="none" d="M{x.begin} {y.end}V{y.begin}H{x.end}"/>')
    for tick in _sparse(_ticks(x.low, x.high), x.place, 34):
        lines.append(f'  <path class="axis" d="M{x.place(tick):.1f} {y.begin}v5"/>')
        lines.append(f'  <text class="quiet" x="{x.place(tick):.1f}" y="{y.begin + 18}" text-anchor="middle">{tick:g} s</text>')
    for tick in _sparse(_ticks(y.low, y.high), y.place, 18):
        lines.append(f'  <path class="axis" d="M{x.begin} {y.place(tick):.1f}h-5"/>')
        lines.append(f'  <text class="quiet" x="{x.begin - 9}" y="{y.place(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>')
    lines.append(f'  <text class="quiet" x="{x.end + 28}" y="{y.begin + 18}">p99 delay</text>')
    if bound:
        lines.append(f'  <path class="bound" d="M{x.begin} {y.place(bound):.1f}H{x.end}"/>')
        lines.append(f'  <text class="quiet" x="{x.end + 6}" y="{y.place(bound) + 4:.1f}">no policy below</text>')
    shown = []
    for kind, style in (("fixed", "peer"), ("learnt", "ours"), ("exponential", "peer"), ("unknown", "ours")):
        found = [p for p in policies if p["kind"] == kind]
        at = [(x.place(p["p99_delay"]), y.place(p["looks_per_run"])) for p in found]
        if len(at) > 1:
            lines.append(f'  <polyline class="{style} line" points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in at)}"/>')
        side, anchor = (-9, "end") if style == "ours" else (9, "start")
        for policy, (a, b) in zip(found, at):
            lines.append(f'  <circle class="{style}" cx="{a:.1f}" cy="{b:.1f}" r="4.5"/>')
            if all(abs(b - other) > 13 or abs(a + 4 * side - place) > 60 for place, other in shown):
                shown.append((a + 4 * side, b))
                lines.append(f'  <text class="quiet" x="{a + side:.1f}" y="{b + 4:.1f}" text-anchor="{anchor}">{_label(policy)}</text>')
    return lines


def draw(seen):
    """The SVG document of what `polling_frontier` printed."""
    body = []
    for number, fleet in enumerate(seen["fleets"]):
        body += _panel(fleet, 12 + number * _PANEL)
    height = 12 + len(seen["fleets"]) * _PANEL + 26
    caption = "Grey: fixed gaps and exponential back-off. Blue: learnt, seconds per look. "
    caption += f"At most {seen['rate']:g} looks per second."
    body.append(f'  <text class="quiet" x="16" y="{height - 14}">{caption}</text>')
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}"'
            ' role="img" aria-label="Looks per run against detection delay">')
    return "\n".join([head, f"  <style>{_STYLE}  </style>", *body, "</svg>", ""])
