"""Many at once: 10,000 queries outstanding on 64 connections, and 5,000 idle connections on the mock server."""

import json
import os
import resource
import socket
import time

from . import servers
from .clients import CONNECTIONS
from .errors import NotRun, Wrong
from .figures import Row, Spread
from .processes import cores, memory_bytes, run_checked

_QUERIES = 10000
_IDLE = 5000
_WAVES = 5
_MIB = 1024 * 1024


def measure(report, build, settings, progress):
    for what, part in (
        (f"{_QUERIES:,} queries outstanding", _outstanding),
        (f"{_IDLE:,} idle connections", _idle),
    ):
        progress(what)
        try:
            part(report, build)
        except NotRun as why:
            report.not_run(what, why)


def _growth_row(what, failures, growth, note):
    """No failure and no growth; allocators and kernels keep a little, so 1 MiB is the grain."""
    value = failures if failures else growth / _MIB
    unit = "failures" if failures else "MiB growth"
    return Row(what, Spread(value, value, value), unit, must=0 if failures else 1, note=note)


def _outstanding(report, build):
    with servers.mock(build) as server:
        command = [build.program("outstanding_queries"), server.endpoint, servers.PROJECT, servers.SCRIPT]
        command += [servers.INSTANCE, CONNECTIONS, _QUERIES, _WAVES]
        finished = run_checked(command, cores()[1], exit_codes=(0, 1))
    seen = json.loads(finished.output)
    report.raw["outstanding queries"] = seen
    waves = seen["waves"]
    failures = sum(_QUERIES - wave["answered"] for wave in waves)
    at_once = min(wave["most_outstanding"] for wave in waves)
    if at_once != _QUERIES:
        raise Wrong(f"only {at_once} queries were outstanding at once")
    growth = waves[-1]["after_bytes"] - waves[0]["after_bytes"]
    each = (waves[0]["peak_bytes"] - seen["before_bytes"]) / _QUERIES
    note = f"{_WAVES} waves of {_QUERIES:,}, {each / 1024:.1f} KiB per outstanding query, its coroutine included"
    report.rows.append(
        _growth_row(f"{_QUERIES:,} queries outstanding on {CONNECTIONS} connections", failures, growth, note)
    )


def _open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def ask_all(sockets, request):
    """Sends a request on every connection, then reads all answers. The number of good ones."""
    good = 0
    for connection in sockets:
        connection.sendall(request)
    for connection in sockets:
        received = b""
        while b"FINISHED" not in received:
            part = connection.recv(65536)
            if not part:
                break
            received += part
        good += received.startswith(b"HTTP/1.1 200")
    return good


def _idle(report, build):
    # The mock server inherits the limit from this program.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = _IDLE + 256
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise NotRun(f"the limit of open files is {hard}, {needed} are needed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, needed), hard))
    request = f"GET {servers.TARGET} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()

    with servers.mock(build) as server:
        start_files, start_bytes = _open_files(server.pid), memory_bytes(server.pid)
        failures, idle_bytes, after_bytes = 0, [], []
        for _ in range(3):
            sockets = []
            try:
                for _ in range(_IDLE):
                    sockets.append(socket.create_connection(("127.0.0.1", server.port), 10))
                failures += _IDLE - ask_all(sockets, request)
                idle_bytes.append(memory_bytes(server.pid))
                time.sleep(1)
                failures += _IDLE - ask_all(sockets, request)
            finally:
                for connection in sockets:
                    connection.close()
            deadline = time.monotonic() + 10
            while _open_files(server.pid) > start_files:
                if time.monotonic() > deadline:
                    raise Wrong(f"dataarts-mock keeps {_open_files(server.pid) - start_files} closed connections open")
                time.sleep(0.02)
            after_bytes.append(memory_bytes(server.pid))
    report.raw["idle connections"] = {
        "connections": _IDLE,
        "start_bytes": start_bytes,
        "idle_bytes": idle_bytes,
        "after_bytes": after_bytes,
        "failures": failures,
    }
    each = (idle_bytes[0] - start_bytes) / _IDLE
    note = f"3 times opened, asked, idle for 1 s, asked again, closed; {each / 1024:.1f} KiB per connection"
    report.rows.append(
        _growth_row(f"{_IDLE:,} idle connections on dataarts-mock", failures, after_bytes[-1] - after_bytes[0], note)
    )
