"""Starting, pinning, measuring and, whatever happens, stopping of programs."""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .errors import NotRun, Wrong

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)
_running = set()


def cores():
    """The core for servers and the core for clients; the same one if there is only one."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[0], allowed[1 % len(allowed)]


def find_tool(name):
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if path is None:
        raise NotRun(f"{name} is not installed")
    return path


class Build:
    """The build tree that is measured."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()

    def program(self, name):
        found = [p for p in self.folder.rglob(name) if p.is_file() and os.access(p, os.X_OK)]
        if not found:
            raise NotRun(f"{name} is not built in {self.folder.name}")
        return str(min(found, key=lambda p: len(p.parts)))

    def library(self, name):
        found = [p for p in self.folder.rglob(name + ".so") if p.is_file()]
        if not found:
            raise NotRun(f"{name}.so is not built in {self.folder.name}")
        return str(found[0])

    def cached(self, variable):
        """A variable of the CMake cache, or nothing."""
        try:
            for line in (self.folder / "CMakeCache.txt").read_text().splitlines():
                if line.startswith(variable + ":"):
                    return line.split("=", 1)[1]
        except OSError:
            pass
        return None


def _prepare(core):
    def in_child():
        os.sched_setaffinity(0, {core})
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    return in_child


@dataclass
class Finished:
    """A program that ran to its end."""

    output: str
    errors: str
    exit_code: int
    wall_seconds: float
    cpu_seconds: float  # user and system time of the whole process, all its threads, start-up included
    peak_bytes: int  # most resident memory; sampled, see run()


class Process:
    """A program that runs until it is stopped. Its standard error is kept for messages."""

    def __init__(self, command, core, environment=None, stdout=subprocess.PIPE):
        self.command = [str(part) for part in command]
        self.name = Path(self.command[0]).name
        self._errors = tempfile.TemporaryFile()
        self.popen = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=self._errors,
            preexec_fn=_prepare(core),
            env={**os.environ, **(environment or {})},
        )
        self._ended = False
        _running.add(self)

    @property
    def pid(self):
        return self.popen.pid

    def errors(self):
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace")

    def check_alive(self):
        if not self._ended and self.popen.poll() is not None:
            raise Wrong(f"{self.name} ended with exit code {self.popen.returncode}: {self.errors().strip()[-400:]}")

    def end(self):
        """Ends it, or the program that it traces, and waits: for programs that say something at their end."""
        traced = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        self._ended = True
        os.kill(int(traced[0]) if traced else self.pid, signal.SIGTERM)
        self.popen.wait(60)

    def stop(self):
        if self.popen.poll() is None:
            self.popen.terminate()
            try:
                self.popen.wait(5)
            except subprocess.TimeoutExpired:
                self.popen.kill()
                self.popen.wait()
        if self.popen.stdout:
            self.popen.stdout.close()
        self._errors.close()
        _running.discard(self)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def stop_all():
    for process in list(_running):
        process.stop()


def cpu_seconds(pid):
    """User and system time so far of all threads of a running program, to the nanosecond."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def memory_bytes(pid, field="VmRSS"):
    """Resident memory of a running program: VmRSS now, VmHWM at its height. 0 once it has ended."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def _await_end(process, timeout):
    def expired(*_):
        raise Wrong(f"{process.name} did not end within {timeout} s")

    previous = signal.signal(signal.SIGALRM, expired)
    signal.alarm(timeout)
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)
    return status, usage, 0


def _watch_until_end(process, timeout):
    deadline = time.monotonic() + timeout
    peak = 0
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            return status, usage, peak
        peak = max(peak, memory_bytes(process.pid, "VmHWM"))
        if time.monotonic() > deadline:
            raise Wrong(f"{process.name} did not end within {timeout} s")
        time.sleep(0.01)


def run(command, core, environment=None, timeout=600, stdout_path=None, watch_memory=False):
    """Runs a program to its end.

    With `watch_memory` the height of its resident memory is read every 10 ms: the figure that the kernel gives to the
    parent (ru_maxrss) would also count the memory of this program, which the child has until exec.
    """
    with open(stdout_path, "wb") if stdout_path else tempfile.TemporaryFile() as out:
        began = time.monotonic()
        with Process(command, core, environment, stdout=out) as process:
            wait = _watch_until_end if watch_memory else _await_end
            status, usage, peak = wait(process, timeout)
            wall = time.monotonic() - began
            process.popen.returncode = os.waitstatus_to_exitcode(status)
            output = ""
            if not stdout_path:
                out.seek(0)
                output = out.read().decode(errors="replace")
            cpu = usage.ru_utime + usage.ru_stime
            return Finished(output, process.errors(), process.popen.returncode, wall, cpu, peak)


def run_checked(command, core, exit_codes=(0,), **options):
    """As run(), but an exit code that is not expected is an error."""
    finished = run(command, core, **options)
    if finished.exit_code not in exit_codes:
        name = Path(str(command[0])).name
        raise Wrong(f"{name} ended with exit code {finished.exit_code}: {finished.errors.strip()[-400:]}")
    return finished
