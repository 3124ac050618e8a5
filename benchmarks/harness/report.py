"""The run on paper: the table for people, the raw figures as JSON, and the last run in the documentation."""

import json
from dataclasses import asdict

_BEGIN, _END = "<!-- last run: written by benchmarks/run -->", "<!-- end of last run -->"


def _number(value):
    if value == round(value) and abs(value) < 1000:
        return f"{value:.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _measured(row):
    if row.value is None:
        return "–"
    unit = "" if not row.unit else row.unit if row.unit == "×" else " " + row.unit
    text = f"{_number(row.value.median)}{unit}"
    if row.value.low != row.value.high:
        text += f" ({_number(row.value.low)}–{_number(row.value.high)})"
    return text


def _limit(row, value):
    if value is None:
        return ""
    return f"{'≥' if row.at_least else '≤'} {_number(value)}"


def _cells(rows):
    yield ("what", "measured", "must", "aim", "verdict")
    for row in rows:
        yield (row.what, _measured(row), _limit(row, row.must), _limit(row, row.aim), row.verdict())


def as_text(report):
    cells = list(_cells(report.rows))
    widths = [max(len(line[i]) for line in cells) for i in range(5)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    for row, number in zip(report.rows, range(2, len(lines))):
        if row.note:
            lines[number] += f"\n    {row.note}"
    return "\n".join(lines)


def as_markdown(report):
    cells = list(_cells(report.rows))
    lines = ["| " + " | ".join(cells[0]) + " |", "|---|---|---|---|---|"]
    for row, line in zip(report.rows, cells[1:]):
        what = line[0] + (f"<br>*{row.note}*" if row.note else "")
        lines.append("| " + " | ".join([what, *line[1:]]) + " |")
    return "\n".join(lines)


def as_json(report, machine, settings):
    rows = [{**asdict(row), "verdict": row.verdict()} for row in report.rows]
    return json.dumps({"machine": machine, "settings": settings, "rows": rows, "raw": report.raw}, indent=1)


def update_document(path, report, machine, settings, chart_name):
    """Replaces what stands between the two marks."""
    text = path.read_text()
    before, found, rest = text.partition(_BEGIN)
    _, ended, after = rest.partition(_END)
    if not found or not ended:
        raise ValueError(f"{path.name} has no lines '{_BEGIN}' and '{_END}'")
    about = "\n".join(f"| {name} | {value} |" for name, value in machine.items())
    measured = f"Measured on {settings['date']}, rounds: {settings['rounds']} of {settings['seconds']:g} s each; "
    measured += f"load of the machine in the minute before: {settings['load_before']}."
    drawn = f"![chart]({chart_name})\n\n" if chart_name else ""
    content = f"\n\n{measured}\n\n{drawn}{as_markdown(report)}\n\n| machine | |\n|---|---|\n{about}\n\n"
    path.write_text(before + _BEGIN + content + _END + after)
