"""Exact costs of one query: heap allocations and system calls, by the difference of a short and a long run."""

import json
import re
import tempfile
from pathlib import Path

from . import clients, servers
from .errors import NotRun, Wrong
from .figures import Row, Spread
from .processes import cores, find_tool, run_checked

_ANSWER_AFTER = 0.0015  # seconds


def measure(report, build, settings, progress):
    _allocations(report, build, progress)
    _system_calls(report, build, progress)


def _per_request(count, short, long):
    """What one request costs: start-up and connecting are in both runs and cancel out."""
    return (count(long) - count(short)) / (long - short)


def _allocations(report, build, progress):
    def counting(command_of):
        def count(requests):
            with tempfile.TemporaryDirectory(prefix="dataarts-bench-") as folder:
                path = Path(folder) / "count"
                environment = {"LD_PRELOAD": build.library("count_allocations"), "ALLOCATION_COUNT_FILE": str(path)}
                run_checked(command_of(requests), cores()[1], environment=environment)
                return json.loads(path.read_text())["allocations"]

        return count

    with servers.nginx() as server:
        for name, command, limits in (
            ("dataarts client", clients.query_load_command, {"must": 2, "aim": 1}),
            ("Beast tutorial client", clients.tutorial_command, {}),
        ):
            for connections in (1, clients.CONNECTIONS):
                what = f"{name}: heap allocations per query, {connections} connection{'s' if connections > 1 else ''}"
                progress(what)
                try:
                    count = counting(lambda n: command(build, server, n, connections))
                    value = _per_request(count, 2000, 12000)
                except NotRun as why:
                    report.not_run(what, why)
                    continue
                report.raw[what] = value
                note = "those of the returned result included" if limits else ""
                report.rows.append(Row(what, Spread(value, value, value), "", note=note, **limits))


def _system_calls(report, build, progress):
    def calls_of(command):
        with tempfile.NamedTemporaryFile("r", prefix="dataarts-bench-") as summary:
            tracer = [find_tool("strace"), "-f", "-c", "-U", "name,calls", "-o", summary.name]
            run_checked(tracer + command, cores()[1])
            return {m[1]: int(m[2]) for m in re.finditer(r"^\s*(\w+)\s+(\d+)\s*$", summary.read(), re.MULTILINE)}

    with servers.delaying_server(_ANSWER_AFTER) as server:
        for name, command, limits in (
            ("dataarts client", clients.query_load_command, {"must": 5, "aim": 4}),
            ("Beast tutorial client", clients.tutorial_command, {}),
        ):
            what = f"{name}: system calls per query, 1 connection, answer after 1.5 ms"
            progress(what)
            try:
                short, long = 200, 1200
                few = calls_of(command(build, server, short, 1))
                many = calls_of(command(build, server, long, 1))
            except NotRun as why:
                report.not_run(what, why)
                continue
            if "total" not in many:
                raise Wrong("strace printed no total")
            by_name = {call: (n - few.get(call, 0)) / (long - short) for call, n in many.items()}
            total = by_name.pop("total")
            report.raw[what] = {"total": total, **{call: n for call, n in by_name.items() if n}}
            note = ", ".join(f"{call} {n:.2f}" for call, n in sorted(by_name.items(), key=lambda x: -x[1]) if n >= 0.05)
            report.rows.append(Row(what, Spread(total, total, total), "", note=note, **limits))
