"""The clients that load a server, each run to its end on the client core."""

import json
import re
import tempfile
from dataclasses import dataclass

from .errors import Wrong
from .processes import cores, find_tool, run_checked
from .servers import INSTANCE, PROJECT, SCRIPT, TARGET

CONNECTIONS = 64


@dataclass
class Sample:
    """One run of one client."""

    requests: int
    cpu_seconds: float
    wall_seconds: float

    @property
    def microseconds(self):
        """CPU time of the client per request."""
        return self.cpu_seconds / self.requests * 1e6


def wrk(server, seconds, script=None, patient=False):
    """`script` is one of Lua that makes the requests; without it all of them are for the documented instance.

    `patient`: time-outs are no error."""
    command = [find_tool("wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s"]
    finished = run_checked([*command, *(["-s", script] if script else []), server.url], cores()[1])
    if "Non-2xx" in finished.output or ("Socket errors" in finished.output and not patient):
        raise Wrong(f"wrk saw errors from {server.name}: {finished.output}")
    requests = int(re.search(r"(\d+) requests in", finished.output).group(1))
    if requests == 0:
        raise Wrong(f"wrk got no answer from {server.name}")
    return Sample(requests, finished.cpu_seconds, finished.wall_seconds)


def _of_load_report(name, finished, requests):
    report = json.loads(finished.output)
    if report["requests"] != requests or report["failed"] or report["finished"] != requests or not report["cell_bytes"]:
        raise Wrong(f"{name} did not read {requests} FINISHED answers: {finished.output.strip()}")
    return Sample(requests, finished.cpu_seconds, report["wall_seconds"])


def query_load_command(build, server, requests, connections=CONNECTIONS):
    program = build.program("dataarts_query_load")
    return [program, server.endpoint, PROJECT, SCRIPT, INSTANCE, connections, requests]


def tutorial_command(build, server, requests, connections=CONNECTIONS):
    return [build.program("beast_tutorial_client"), "127.0.0.1", server.port, TARGET, connections, requests]


def query_load(build, server, requests):
    finished = run_checked(query_load_command(build, server, requests), cores()[1])
    return _of_load_report("dataarts_query_load", finished, requests)


def tutorial_client(build, server, requests):
    finished = run_checked(tutorial_command(build, server, requests), cores()[1])
    return _of_load_report("beast_tutorial_client", finished, requests)


def curl(server, requests):
    """curl's own parallel transfers. It keeps its list of URLs in memory and sets every transfer up anew."""
    with tempfile.NamedTemporaryFile("w", suffix=".curl") as config:
        for _ in range(requests):
            config.write(f'url="{server.url}"\noutput="/dev/null"\n')
        config.flush()
        command = [find_tool("curl"), "--silent", "--show-error", "--fail", "--parallel"]
        command += ["--parallel-max", str(CONNECTIONS), "--config", config.name]
        finished = run_checked(command, cores()[1])
    return Sample(requests, finished.cpu_seconds, finished.wall_seconds)
