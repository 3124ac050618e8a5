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
    _client(report, build, settings, progress)


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
            report.rows.append(Row(what, ratio, "×", must=0.6, aim=0.35, note=note))
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


def _run_client(build, *options):
    return json.loads(run_checked([build.program("fleet_wait"), *options], cores()[1]).output)


def _client(report, build, settings, progress):
    """The client itself against the mock server in one process, on virtual time."""
    progress("waiting: 100,000 runs, client and mock server on virtual time")
    fixed, learnt = _run_client(build, "--fixed", "10"), _run_client(build)
    report.raw["waiting, client and mock server"] = {"fixed": fixed, "learnt": learnt}
    if learnt["looks_after_end"] or fixed["looks_after_end"]:
        raise Wrong("runs were looked at after their end")
    note = f"against the true ends; p99 delay {learnt['p99_delay']:.1f} s, fixed {fixed['p99_delay']:.1f} s"
    ratio = _exactly(learnt["looks_per_run"] / fixed["looks_per_run"])
    report.rows.append(Row("wait_all, runs begin together: requests / fixed gap of 10 s", ratio, "×", must=0.6, aim=0.35,
                           note=note))

    progress("waiting: CPU of looks against that of queries")
    looks, queries = [], []
    for _ in range(settings.rounds):
        looks.append(_run_client(build, "--hold", "--rate", "0")["cpu_per_look_us"])
        queries.append(_run_client(build, "--hold", "--query")["cpu_per_query_us"])
    report.raw["waiting, us per look and per query of a stream"] = {"looks": looks, "queries": queries}
    # The least of each: the difference is smaller than what a busy machine adds.
    report.rows.append(Row("wait_all: CPU of a look beyond that of a query of query_all",
                           _exactly(min(looks) - min(queries)), "µs", must=1, aim=0.5,
                           note=f"{min(looks):.1f} and {min(queries):.1f} µs, the least of {len(looks)} rounds each, "
                           "mock server in the same process"))

    progress("waiting: memory with 1,000,000 runs")
    held = _run_client(build, "--hold", "--rate", "0", "--runs", "1000000")
    report.raw["waiting, 1,000,000 runs"] = held
    report.rows.append(Row("wait_all: resident memory with 1,000,000 runs waiting", _exactly(held["resident_mb"]), "MB",
                           must=400, aim=250, note="mock server included, ids of 28 characters"))
