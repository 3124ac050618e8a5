"""The chart of a run: one panel of horizontal bars per group, as SVG, readable on light and on dark pages."""

from xml.sax.saxutils import escape

_WIDTH = 760
_LABEL = 210  # room for the names at the left
_VALUE = 150  # room for the figures at the right
_BAR = 20
_STEP = 30
_TITLE = 34
_GAP = 22

SVG_STYLE = """
  svg { background: #ffffff; }
  text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #24292f; }
  .title { font-weight: 600; font-size: 14px; }
  .quiet { fill: #57606a; font-size: 12px; }
  .peer { fill: #a8b3bf; }
  .ours { fill: #1f6feb; }
  .range { stroke: #24292f; stroke-width: 1.5; }
  .axis { stroke: #d0d7de; stroke-width: 1; }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117; }
    text { fill: #e6edf3; }
    .quiet { fill: #9198a1; }
    .peer { fill: #57606a; }
    .ours { fill: #4493f8; }
    .range { stroke: #e6edf3; }
    .axis { stroke: #3d444d; }
  }
"""


def _number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _panel(group, top):
    room = _WIDTH - _LABEL - _VALUE
    longest = max(bar.value.high for bar in group.bars)
    lines = [f'  <text class="title" x="16" y="{top + 18}">{escape(group.title)}</text>']
    lines.append(f'  <text class="quiet" x="{_WIDTH - 16}" y="{top + 18}" text-anchor="end">less is better</text>')
    y = top + _TITLE
    for bar in group.bars:
        width = max(1.0, bar.value.median / longest * room)
        middle = y + _BAR / 2
        lines.append(f'  <text x="{_LABEL - 10}" y="{middle + 4.5}" text-anchor="end">{escape(bar.label)}</text>')
        kind = "ours" if bar.ours else "peer"
        lines.append(f'  <rect class="{kind}" x="{_LABEL}" y="{y}" width="{width:.1f}" height="{_BAR}" rx="2"/>')
        low, high = (_LABEL + end / longest * room for end in (bar.value.low, bar.value.high))
        if high - low > 1:
            lines.append(
                f'  <path class="range" fill="none" d="M{low:.1f} {middle - 4}v8m0-4H{high:.1f}m0-4v8"/>'
            )
        ratio = "" if bar.ratio is None else f' <tspan class="quiet">{bar.ratio:.2f} ×</tspan>'
        lines.append(
            f'  <text x="{_LABEL + room + 12}" y="{middle + 4.5}">{_number(bar.value.median)} {group.unit}{ratio}</text>'
        )
        y += _STEP
    lines.append(f'  <path class="axis" d="M{_LABEL - 0.5} {top + _TITLE - 6}V{y - _STEP + _BAR + 6}"/>')
    return lines, y


def draw(groups, caption):
    """The SVG document. Bars are medians; the thin lines go from the lowest round to the highest."""
    body, y = [], 12
    for group in groups:
        lines, y = _panel(group, y)
        body += lines
        y += _GAP
    body.append(f'  <text class="quiet" x="16" y="{y + 4}">{escape(caption)}</text>')
    height = y + 20
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}"'
        ' role="img" aria-label="Benchmark results">'
    )
    return "\n".join([head, f"  <style>{SVG_STYLE}  </style>", *body, "</svg>", ""])
