"""The servers that are loaded, each on a port of its own, pinned to the server core."""

import contextlib
import json
import select
import socket
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .errors import Wrong
from .processes import Process, cores, find_tool

PROJECT = "b384b9e9ab9b4ee8994c8633aabc9505"
SCRIPT = "dwsscript"
INSTANCE = "a1ad-448a-9d56-4154193d49c5"
TARGET = f"/v1/{PROJECT}/scripts/{SCRIPT}/instances/{INSTANCE}"
COMPARE = Path(__file__).resolve().parent.parent / "compare"
BODY_FILE = COMPARE / "finished_answer.json"

_NGINX = """\
daemon off;
master_process off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 16384; }}
http {{
    access_log off;
    keepalive_requests 1000000000;
    keepalive_timeout 600s;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            default_type application/json;
            return 200 '{body}';
        }}
    }}
}}
"""


@dataclass
class Server:
    name: str
    pid: int
    port: int
    process: Process

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self):
        return self.endpoint + TARGET


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_listening(process, port, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        process.check_alive()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise Wrong(f"{process.name} does not listen on port {port} after {seconds} s") from None
            time.sleep(0.01)


def check_answer(server, target=TARGET):
    """The documented body, byte for byte: otherwise the servers are not doing the same work."""
    with socket.create_connection(("127.0.0.1", server.port), 5) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        received = b""
        while part := connection.recv(65536):
            received += part
    head, _, body = received.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200") or body != BODY_FILE.read_bytes():
        raise Wrong(f"{server.name} does not serve the documented answer: {received[:200]!r}")


@contextlib.contextmanager
def serving(name, command, port):
    """A server that says nothing when it is ready."""
    with Process(command, cores()[0]) as process:
        _wait_until_listening(process, port)
        server = Server(name, process.pid, port, process)
        yield server
        process.check_alive()


@contextlib.contextmanager
def nginx(wrapper=()):
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="dataarts-bench-") as folder:
        config = Path(folder) / "nginx.conf"
        body = BODY_FILE.read_text()
        if "'" in body or "$" in body or "\\" in body:
            raise Wrong("the body has characters that nginx would read as its own syntax")
        config.write_text(_NGINX.format(folder=folder, port=port, body=body))
        command = [*wrapper, find_tool("nginx"), "-e", "stderr", "-p", folder, "-c", config]
        with serving("nginx", command, port) as server:
            check_answer(server)
            yield server


@contextlib.contextmanager
def tutorial_server(build):
    port = free_port()
    command = [build.program("beast_tutorial_server"), "127.0.0.1", port, BODY_FILE]
    with serving("Beast tutorial server", command, port) as server:
        check_answer(server)
        yield server


@contextlib.contextmanager
def delaying_server(seconds):
    port = free_port()
    with serving("delaying server", [sys.executable, COMPARE / "delaying_server.py", port, seconds, BODY_FILE], port) as s:
        yield s


@contextlib.contextmanager
def mock(build, *arguments, name="dataarts-mock", wrapper=()):
    """Without arguments, the documented answers; a scenario given here has to answer the documented instance with them.

    `wrapper` is a program that runs the server, as valgrind does."""
    command = [*wrapper, build.program("dataarts-mock"), "--listen", "127.0.0.1:0", "--threads", "1", *arguments]
    with Process(command, cores()[0]) as process:
        ready, _, _ = select.select([process.popen.stdout], [], [], 30)
        line = process.popen.stdout.readline() if ready else b""
        try:
            url = json.loads(line)["url"]
            port = int(url.rsplit(":", 1)[1].rstrip("/"))
        except (ValueError, KeyError, IndexError):
            process.check_alive()
            raise Wrong(f"dataarts-mock printed no ready line within 30 s but {line!r}") from None
        server = Server(name, process.pid, port, process)
        check_answer(server)
        yield server
        process.check_alive()


@contextlib.contextmanager
def delaying_mock(build, latency):
    """The documented answer, each so much later."""
    with tempfile.TemporaryDirectory(prefix="dataarts-bench-") as folder:
        scenario = Path(folder) / "late.json"
        answer = {"state": "FINISHED", "body": BODY_FILE.read_text(), "latency": latency}
        rule = {"name": "late", "match": {"script": SCRIPT, "instance": INSTANCE}, "timeline": [answer]}
        scenario.write_text(json.dumps({"mock": 1, "instances": [rule]}))
        with mock(build, scenario) as server:
            yield server
