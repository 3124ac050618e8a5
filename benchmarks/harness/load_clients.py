"""The load generators that dataarts-load is measured beside, and dataarts-load itself."""

import json
import re
from pathlib import Path

from . import servers
from .clients import CONNECTIONS, Sample
from .errors import NotRun, Wrong
from .processes import cores, find_tool, run_checked

_ROOT = Path(__file__).resolve().parent.parent.parent
_FOLDERS = ("build/judges/autocannon", "test/judges/install")
_GENERATOR_LIMITED = 7  # as fast as it can is the point of a closed loop


def load_command(build, server, *options):
    """Of one run, whose report comes as JSON."""
    command = [build.program("dataarts-load"), "run", "--endpoint", server.endpoint, "--project-id", servers.PROJECT]
    return [*command, "--script", servers.SCRIPT, "--instance", servers.INSTANCE, "--output", "json", *options]


def report_of(finished, name="dataarts-load"):
    report = json.loads(finished.output)
    if report["requests"]["errors"] or not report["requests"]["answered"]:
        raise Wrong(f"{name} saw errors: {report['requests']}")
    return report


def dataarts_load(build, server, seconds, connections=CONNECTIONS):
    """A closed loop. What is counted is the whole process, its report included; all answers are decoded."""
    command = load_command(build, server, "--users", str(connections), "--duration", f"{seconds:g}s")
    finished = run_checked(command, cores()[1], exit_codes=(0, _GENERATOR_LIMITED))
    report = report_of(finished)
    if report["states"].get("FINISHED") != report["requests"]["answered"]:
        raise Wrong(f"dataarts-load read other states than FINISHED: {report['states']}")
    return Sample(report["requests"]["answered"], finished.cpu_seconds, finished.wall_seconds)


def h2load(server, seconds):
    command = [find_tool("h2load"), "--h1", "-t1", f"-c{CONNECTIONS}", "-D", str(max(1, round(seconds))), server.url]
    finished = run_checked(command, cores()[1])
    counts = re.search(r"requests: \d+ total, \d+ started, (\d+) done, \d+ succeeded, (\d+) failed", finished.output)
    if counts is None or int(counts.group(1)) == 0 or int(counts.group(2)) != 0:
        raise Wrong(f"h2load did not get its answers from {server.name}: {finished.output[-400:]}")
    return Sample(int(counts.group(1)), finished.cpu_seconds, finished.wall_seconds)


def find_autocannon(settings):
    if settings.autocannon:
        return settings.autocannon
    for folder in _FOLDERS:
        found = _ROOT / folder / "node_modules/autocannon/autocannon.js"
        if found.is_file():
            return str(found)
    raise NotRun("autocannon is not there: run test/judges/install, or give --autocannon FILE")


def autocannon(program, server, seconds):
    command = [find_tool("node"), program, "-c", str(CONNECTIONS), "-d", str(max(1, round(seconds))), "--json"]
    finished = run_checked([*command, "--no-progress", server.url], cores()[1])
    report = json.loads(finished.output)
    if report["errors"] or report["non2xx"] or not report["2xx"]:
        raise Wrong(f"autocannon saw errors from {server.name}: {report['errors']} and {report['non2xx']}")
    return Sample(report["2xx"], finished.cpu_seconds, finished.wall_seconds)
