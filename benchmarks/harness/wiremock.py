"""The mock server beside the real WireMock: the same answer, the same wrk line, one core each in turn."""

import contextlib
import json
import tempfile
from pathlib import Path

from . import clients, servers
from .cpu import in_rounds
from .errors import NotRun, Wrong
from .figures import Row, Spread
from .mock_scenario import INSTANCES, write_exact
from .processes import cpu_seconds, find_tool

_ROOT = Path(__file__).resolve().parent.parent.parent
_JARS = "build/judges/wiremock/node_modules/wiremock/build/wiremock-standalone-*.jar"  # by test/judges/install
_WARM_UP = 60_000  # requests, after which the Java machine has compiled what matters


def _find_jar(settings):
    if settings.wiremock:
        return settings.wiremock
    if found := sorted(_ROOT.glob(_JARS)):
        return found[-1]
    raise NotRun("WireMock is not there: test/judges/install gets it; or give --wiremock JAR")


def _write_stub(folder):
    # The way that costs WireMock least: one stub, with the whole path as it is.
    stub = {
        "request": {"method": "GET", "urlPath": servers.TARGET},
        "response": {
            "status": 200,
            "body": servers.BODY_FILE.read_text(),
            "headers": {"Content-Type": "application/json"},
        },
    }
    (folder / "mappings").mkdir()
    (folder / "mappings/finished.json").write_text(json.dumps(stub))


def _warm_up(server, progress):
    asked = 0
    for _ in range(12):
        progress(f"warm-up of WireMock, {asked:,} requests so far")
        asked += clients.wrk(server, 5, patient=True).requests
        if asked >= _WARM_UP:
            return
    raise Wrong(f"WireMock answered no more than {asked:,} requests in a minute; the machine has too much else to do")


def measure(report, build, settings, progress):
    jar, java = _find_jar(settings), find_tool("java")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dataarts-bench-")))
        _write_stub(folder)
        options = ["--no-request-journal", "--disable-request-logging", "--disable-gzip", "--disable-banner"]
        port = servers.free_port()
        command = [java, "-jar", jar, "--root-dir", folder, "--bind-address", "127.0.0.1", "--port", port, *options]
        wiremock = stack.enter_context(servers.serving("WireMock", command, port))
        servers.check_answer(wiremock)
        mock = stack.enter_context(servers.mock(build, write_exact(folder / "exact.json")))
        _warm_up(wiremock, progress)
        clients.wrk(mock, 1)

        def load(server):
            def once():
                before = cpu_seconds(server.pid)
                sample = clients.wrk(server, settings.seconds)
                return sample.requests / sample.wall_seconds, (cpu_seconds(server.pid) - before) / sample.requests * 1e6

            return once

        figures = in_rounds(
            {each.name: load(each) for each in (mock, wiremock)},
            settings.rounds,
            lambda text: progress(f"beside WireMock, {text}"),
        )
    report.raw["requests per second and CPU µs per request, beside WireMock"] = figures
    pairs = list(zip(figures[mock.name], figures[wiremock.name]))
    rates = Spread.of([ours[0] / theirs[0] for ours, theirs in pairs])
    cpu = Spread.of([theirs[1] / ours[1] for ours, theirs in pairs])
    ours, theirs = (Spread.of([rate for rate, _ in figures[each.name]]).median for each in (mock, wiremock))
    note = f"{ours:,.0f} and {theirs:,.0f} requests per second; WireMock with one stub and no journal"
    what = f"mock server, {INSTANCES:,} instances, journal on: throughput / WireMock"
    report.rows.append(Row(what, rates, "×", 5, 10, at_least=True, note=note))
    report.rows.append(Row("WireMock: CPU per request / mock server", cpu, "×", 5, 10, at_least=True))
