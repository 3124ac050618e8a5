"""Waiting for many runs: how many looks and how late, by exact simulation, and what a decision takes."""

import json
from pathlib import Path

from . import frontier_chart
from .errors import Wrong
from .figures import Row, Spread
from .processes import cores, run_checked

_DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs/waiting.md"
_BEGIN, _END = "<!-- frontier: written by benchmarks/run -->", "<!-- end of frontier -->"


def measure(report, build, settings, progress):
    _frontier(report, build, settings, progress)
    _decision(report, build, settings, progress)


def _of(fleet, kind, setting):
    return next(p for p in fleet["policies"] if p["kind"] == kind and p["setting"] == setting)


def _exactly(value):
    return Spread(value, value, value)


def _frontier(report, build, settings, progress):
    progress("waiting: looks and delays of policies")
    seen = json.loads(run_checked([build.program("polling_frontier")], cores()[1]).output)
    report.raw["waiting for runs"] = seen
    for fleet in seen["fleets"]:
        fixed, learnt = _of(fleet, "fixed", 10), _of(fleet, "learnt", 5)
        least = fleet["least_looks_per_run"]
        note = f"{seen['runs']:,} runs, {seen['rate']:g} looks/s; p99 delay {learnt['p99_delay']:.1f} s, "
        note += f"fixed {fixed['p99_delay']:.1f} s"
        if least:
            note += f"; no policy is below {least / fixed['looks_per_run']:.2f} at that delay"
        begin = "together" if fleet["spread"] == 0 else f"over {fleet['spread']} s"
        if fleet["spread"] < 1000:
            ratio = _exactly(learnt["looks_per_run"] / fixed["looks_per_run"])
            what = f"waiting, runs begin {begin}: looks / fixed gap of 10 s"
            report.rows.append(Row(what, ratio, "×", must=0.8, note=note))
        else:
            # The rate is no limit, so delays are not alike: the price makes looks and delays comparable.
            best = min(_cost(p) for p in fleet["policies"] if p["kind"] == "fixed")
            what = f"waiting, runs begin {begin}: cost / the best of the fixed gaps"
            note = f"cost: mean delay and 5 s per look; {_cost(learnt) / _cost(fixed):.2f} of a fixed gap of 10 s"
            report.rows.append(Row(what, _exactly(_cost(learnt) / best), "×", must=1.05, note=note))
        back_off, unknown = _of(fleet, "exponential", 60), _of(fleet, "unknown", 5)
        ratio = _exactly(_cost(unknown) / _cost(back_off))
        what = f"waiting, runs begin {begin}, each of an unknown script: cost / exponential back-off"
        report.rows.append(Row(what, ratio, "×", must=1.03, note="cost: mean delay and 5 s per look"))
    if settings.update_docs:
        (_DOCUMENT.parent / "waiting-frontier.svg").write_text(frontier_chart.draw(seen))
        _update_document(seen)


def _cost(policy):
    return policy["mean_delay"] + 5 * policy["looks_per_run"]


def _name(policy):
    kind, setting = policy["kind"], policy["setting"]
    names = {"fixed": f"every {setting} s", "exponential": "2 s, × 1.5, at most 60 s"}
    names |= {"learnt": f"learnt, price {setting} s", "unknown": f"unknown scripts, price {setting} s"}
    return names[kind]


def _update_document(seen):
    lines = ["| policy | " + " | ".join(_head(fleet) for fleet in seen["fleets"]) + " |"]
    lines.append("|---" * (len(seen["fleets"]) + 1) + "|")
    for row in zip(*(fleet["policies"] for fleet in seen["fleets"])):
        cells = (f"{p['looks_per_run']:.2f} / {p['mean_delay']:.1f} s / {p['p99_delay']:.1f} s" for p in row)
        lines.append(f"| {_name(row[0])} | " + " | ".join(cells) + " |")
    text = _DOCUMENT.read_text()
    before, found, rest = text.partition(_BEGIN)
    _, ended, after = rest.partition(_END)
    if not found or not ended:
        raise Wrong(f"{_DOCUMENT.name} has no lines '{_BEGIN}' and '{_END}'")
    _DOCUMENT.write_text(before + _BEGIN + "\n\n" + "\n".join(lines) + "\n\n" + _END + after)


def _head(fleet):
    return "all begin together" if fleet["spread"] == 0 else f"begin over {fleet['spread']:,} s"


def _decision(report, build, settings, progress):
    progress("waiting: time of a decision")
    command = [build.program("fleet_decision"), "--benchmark_format=json", f"--benchmark_repetitions={settings.rounds}"]
    command.append("--benchmark_filter=learnt/1000000/")
    found = json.loads(run_checked(command, cores()[1]).output)
    runs = [entry for entry in found["benchmarks"] if entry["run_type"] == "iteration"]
    times = [entry["cpu_time"] for entry in runs]
    report.raw["waiting, ns per decision"] = times
    what = "waiting for 1,000,000 runs: a decision"
    note = "to take an instance, and to learn from the look at it"
    report.rows.append(Row(what, Spread.of(times), "ns", must=1000, note=note))
    size = _exactly(runs[0]["bytes"])
    report.rows.append(Row("waiting for 1,000,000 runs: memory of the scheduler per run", size, "bytes", must=40))
