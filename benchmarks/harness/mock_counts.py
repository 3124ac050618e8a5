"""What one request costs the mock server and nginx in instructions and system calls: counted, so the same each time."""

import re
import socket
import tempfile
from pathlib import Path

from . import servers
from .errors import Wrong
from .figures import Row, Spread
from .mock_scenario import INSTANCES, write_exact
from .processes import find_tool

_SHORT, _LONG = 1000, 5000


def _ask(server, count):
    """One request after the other on one connection, of the instances in turn."""
    prefix = servers.TARGET.rsplit("/", 1)[0]
    with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
        connection.settimeout(60)
        for number in range(count):
            instance = f"run-{number * 7919 % 100:05}"
            connection.sendall(f"GET {prefix}/{instance} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
            _read_answer(connection, server)


def _read_answer(connection, server):
    received = b""
    while True:
        part = connection.recv(65536)
        if not part:
            raise Wrong(f"{server.name} closed the connection")
        received += part
        head, end, body = received.partition(b"\r\n\r\n")
        if end and len(body) >= int(re.search(rb"Content-Length: (\d+)", head)[1]):
            return


def _instructions_of(open_server, count):
    with tempfile.TemporaryDirectory(prefix="dataarts-bench-") as folder:
        found = Path(folder) / "callgrind"
        wrapper = [find_tool("valgrind"), "--tool=callgrind", "--compress-strings=no", f"--callgrind-out-file={found}"]
        with open_server(wrapper) as server:
            _ask(server, count)
            server.process.end()
        return int(re.search(r"^(?:summary|totals): (\d+)", found.read_text(), re.MULTILINE)[1])


def _calls_of(open_server, count):
    with tempfile.NamedTemporaryFile("r", prefix="dataarts-bench-") as summary:
        wrapper = [find_tool("strace"), "-f", "-c", "-U", "name,calls", "-o", summary.name]
        with open_server(wrapper) as server:
            _ask(server, count)
            server.process.end()
        return {m[1]: int(m[2]) for m in re.finditer(r"^\s*(\w+)\s+(\d+)\s*$", summary.read(), re.MULTILINE)}


def measure(report, build, settings, progress):
    with tempfile.TemporaryDirectory(prefix="dataarts-bench-") as folder:
        scenario = write_exact(Path(folder) / "exact.json")
        contestants = {
            "nginx": servers.nginx,
            "mock server, journal off": lambda wrapper: servers.mock(
                build, scenario, "--journal-limit", "0", wrapper=wrapper
            ),
            "mock server, journal on": lambda wrapper: servers.mock(build, scenario, wrapper=wrapper),
        }
        for name, open_server in contestants.items():
            progress(f"instructions per request of {name}")
            few, many = (_instructions_of(open_server, count) for count in (_SHORT, _LONG))
            each = (many - few) / (_LONG - _SHORT)
            report.raw[f"instructions per request: {name}"] = each
            report.rows.append(Row(f"{name}: instructions per request", Spread(each, each, each)))
            progress(f"system calls per request of {name}")
            few, many = (_calls_of(open_server, count) for count in (_SHORT, _LONG))
            calls = {call: (n - few.get(call, 0)) / (_LONG - _SHORT) for call, n in many.items()}
            total = calls.pop("total")
            note = ", ".join(f"{call} {n:.2f}" for call, n in sorted(calls.items(), key=lambda c: -c[1]) if n >= 0.05)
            report.raw[f"system calls per request: {name}"] = calls
            report.rows.append(Row(f"{name}: system calls per request", Spread(total, total, total), note=note))
