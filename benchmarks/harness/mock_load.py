"""CPU time per request of the mock server with 10,000 instances, beside nginx, in interleaved rounds."""

import contextlib
import tempfile
from pathlib import Path

from . import clients, servers
from .cpu import in_rounds, ratios
from .figures import Row
from .mock_scenario import INSTANCES, write_exact, write_patterns
from .processes import cpu_seconds

SCRIPT = servers.COMPARE / "ten_thousand_instances.lua"
_OFF = "dataarts-mock, journal off"
_ON = "dataarts-mock, journal on"
_PATTERNS = "dataarts-mock, patterns"


def _microseconds(server, seconds):
    before = cpu_seconds(server.pid)
    sample = clients.wrk(server, seconds, SCRIPT)
    return (cpu_seconds(server.pid) - before) / sample.requests * 1e6


def measure(report, build, settings, progress):
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dataarts-bench-")))
        exact, patterns = write_exact(folder / "exact.json"), write_patterns(folder / "patterns.json")
        running = [
            stack.enter_context(servers.nginx()),
            stack.enter_context(servers.mock(build, exact, "--journal-limit", "0", name=_OFF)),
            stack.enter_context(servers.mock(build, exact, name=_ON)),
            stack.enter_context(servers.mock(build, patterns, "--journal-limit", "0", name=_PATTERNS)),
        ]
        for server in running:
            progress(f"warm-up of {server.name}")
            clients.wrk(server, 2, SCRIPT)  # each instance is FINISHED from then on
        contestants = {each.name: lambda each=each: _microseconds(each, settings.seconds) for each in running}
        figures = in_rounds(contestants, settings.rounds, lambda text: progress(f"{INSTANCES:,} instances, {text}"))
    report.raw[f"server CPU µs per request, {INSTANCES:,} instances"] = figures
    for what, name, reference, must, aim in (
        (f"mock server, {INSTANCES:,} instances, journal off: CPU per request / nginx", _OFF, "nginx", 1.1, 0.95),
        ("the same with the journal in memory / journal off", _ON, _OFF, 1.25, 1.1),
        (f"the same with {INSTANCES:,} patterns / exact names", _PATTERNS, _OFF, None, None),
    ):
        report.rows.append(Row(what, ratios(figures, name, reference), "×", must, aim))
