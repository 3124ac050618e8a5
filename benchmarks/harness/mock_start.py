"""The mock server at rest: how soon it is ready, its memory, and what connections take that say nothing."""

import os
import resource
import select
import signal
import socket
import statistics
import tempfile
import time
from pathlib import Path

from . import connections, servers
from .errors import NotRun, Wrong
from .figures import Row, Spread
from .mock_scenario import INSTANCES, write_exact
from .processes import cpu_seconds, memory_bytes

_STARTS = 25
_IDLE = 10_000
_MIB = 1024 * 1024


def measure(report, build, settings, progress):
    with tempfile.TemporaryDirectory(prefix="dataarts-bench-") as folder:
        scenario = write_exact(Path(folder) / "exact.json")
        progress(f"{_STARTS} starts")
        _starts(report, build, [], "mock server: start to the ready line", 50, 15)
        progress(f"{_STARTS} starts with {INSTANCES:,} instances")
        _starts(report, build, [scenario], f"mock server, {INSTANCES:,} instances: start to the ready line")
        progress("memory")
        _memory(report, build, [], "mock server: resident memory, idle", 20, 8)
        _memory(report, build, [scenario], f"mock server, {INSTANCES:,} instances: resident memory, idle")
    progress(f"{_IDLE:,} idle connections")
    try:
        _idle_connections(report, build)
    except NotRun as why:
        report.not_run(f"mock server, {_IDLE:,} idle connections", why)


def _start_once(command):
    """Milliseconds to the ready line and those of CPU time. Without the start of a shell or of Python in it."""
    reading, writing = os.pipe()
    began = time.monotonic()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, writing, 1)])
    os.close(writing)
    try:
        ready, _, _ = select.select([reading], [], [], 30)
        line = os.read(reading, 4096) if ready else b""
        wall = time.monotonic() - began
        if b'"ready"' not in line:
            raise Wrong(f"dataarts-mock printed no ready line within 30 s but {line!r}")
        return wall * 1000, cpu_seconds(pid) * 1000
    finally:
        os.close(reading)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _starts(report, build, arguments, what, must=None, aim=None):
    command = [build.program("dataarts-mock"), *map(str, arguments)]
    _start_once(command)  # its pages are in memory then
    walls, cpu = zip(*(_start_once(command) for _ in range(_STARTS)))
    report.raw[what] = {"milliseconds": walls, "cpu_milliseconds": cpu}
    note = f"{statistics.median(cpu):.1f} ms of CPU time"
    report.rows.append(Row(what, Spread.of(walls), "ms", must, aim, note=note))


def _parts_of_memory(pid):
    fields = {"RssAnon": "its own", "RssFile": "of programs and libraries, shared with others that run them"}
    return ", ".join(f"{memory_bytes(pid, name) / _MIB:.1f} MiB {text}" for name, text in fields.items())


def _memory(report, build, arguments, what, must=None, aim=None):
    with servers.mock(build, *arguments) as server:
        time.sleep(0.2)
        size = memory_bytes(server.pid) / _MIB
        note = _parts_of_memory(server.pid)
    report.raw[what] = {"mib": size, "parts": note}
    report.rows.append(Row(what, Spread(size, size, size), "MiB", must, aim, note=note))


def _idle_connections(report, build):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < _IDLE + 256:
        raise NotRun(f"the limit of open files is {hard}, {_IDLE + 256} are needed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, _IDLE + 256), hard))
    request = f"GET {servers.TARGET} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    sockets = []
    with servers.mock(build) as server:
        before = memory_bytes(server.pid)
        try:
            for _ in range(_IDLE):
                sockets.append(socket.create_connection(("127.0.0.1", server.port), 10))
            answered = connections.ask_all(sockets, request)
            if answered != _IDLE:
                raise Wrong(f"dataarts-mock answered on {answered} of {_IDLE} connections")
            each = (memory_bytes(server.pid) - before) / _IDLE / 1024
        finally:
            for connection in sockets:
                connection.close()
    what = f"mock server, {_IDLE:,} idle connections: memory of each"
    report.raw[what] = each
    report.rows.append(Row(what, Spread(each, each, each), "KiB", note="each was asked once; without the system's part"))
