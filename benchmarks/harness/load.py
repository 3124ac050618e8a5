"""dataarts-load beside other load generators: what a request costs, how late it is, what it keeps in memory, and what
it says of a server that stalls."""

import re
import signal
import threading
import time

from . import clients, load_clients, servers
from .cpu import in_rounds, ratios
from .errors import NotRun, Wrong
from .figures import Row, Spread
from .processes import cores, find_tool, run_checked

_OURS = "dataarts-load"
_MIB = 1 << 20
_HOUR = 3600
_STALL_RATE = 2000


def measure(report, build, settings, progress):
    build.program("dataarts-load")
    _cpu(report, build, settings, progress)
    with servers.mock(build) as server:
        _lag(server, report, build, settings, progress)
        _memory(server, report, build, progress)
        _stall(server, report, build, progress)
    _threads(report, build, settings, progress)


def _without_start(run, seconds):
    """CPU µs per request by the difference of a long and a short run: what starting costs, hundreds of milliseconds for
    node, is in both."""
    short, long = run(1), run(seconds + 1)
    if long.requests <= short.requests:
        raise Wrong(f"{long.requests} requests in {seconds + 1:g} s, {short.requests} in 1 s: the machine is too busy")
    return (long.cpu_seconds - short.cpu_seconds) / (long.requests - short.requests) * 1e6


def _cpu(report, build, settings, progress):
    with servers.nginx() as server:
        progress("warm-up")
        clients.wrk(server, 1)
        runs = {
            "wrk": lambda seconds: clients.wrk(server, seconds),
            _OURS: lambda seconds: load_clients.dataarts_load(build, server, seconds),
            "h2load --h1": lambda seconds: load_clients.h2load(server, seconds),
        }
        limits = {"wrk": (1.10, 0.95), "h2load --h1": (1.0, 0.8), "autocannon": (0.3, 0.2)}
        try:
            program = load_clients.find_autocannon(settings)
            runs["autocannon"] = lambda seconds: load_clients.autocannon(program, server, seconds)
        except NotRun as why:
            report.not_run(f"{_OURS}: CPU per request / autocannon", why)
        contestants = {name: lambda run=run: _without_start(run, settings.seconds) for name, run in runs.items()}
        figures = in_rounds(contestants, settings.rounds, lambda text: progress(f"CPU per request, {text}"))
    report.raw["load generators: CPU µs per request on nginx"] = figures
    for name, (must, aim) in limits.items():
        if name not in figures:
            continue
        note = "closed loop, 64 connections, one thread, typed decoding on; start-up left out for all" if name == "wrk" else ""
        what = f"{_OURS}: CPU per request / {name}"
        report.rows.append(Row(what, ratios(figures, _OURS, name), "×", must, aim, note=note))


def _lag(server, report, build, settings, progress):
    def once():
        options = ("--rate", "20000/s", "--connections", "64", "--warmup", "500ms", "--duration", f"{settings.seconds:g}s")
        command = load_clients.load_command(build, server, *options)
        found = load_clients.report_of(run_checked(command, cores()[1], exit_codes=(0, 7)))
        return found["latency"]["lag_ns"]["p99"] / 1e6

    figures = in_rounds({_OURS: once}, settings.rounds, lambda text: progress(f"schedule lag, {text}"))[_OURS]
    report.raw["dataarts-load: p99 of the schedule lag at 20,000/s, ms"] = figures
    what = f"{_OURS}: p99 of the schedule lag at 20,000 planned requests/s"
    report.rows.append(Row(what, Spread.of(figures), "ms", 1, 0.2))


def _memory(server, report, build, progress):
    peaks = {}
    for seconds in (10, 60):
        progress(f"memory of {seconds} s at 10,000 requests/s")
        options = ("--rate", "10000/s", "--connections", "64", "--duration", f"{seconds}s", "--output", "text")
        command = load_clients.load_command(build, server, *options)
        peaks[seconds] = run_checked(command, cores()[1], exit_codes=(0, 7), watch_memory=True).peak_bytes / _MIB
    report.raw["dataarts-load: peak memory in MiB by seconds of a run at 10,000/s"] = peaks
    slope = max(0.0, (peaks[60] - peaks[10]) / 50)
    hour = peaks[60] + slope * (_HOUR - 60)
    note = f"extrapolated, not run: {peaks[10]:.1f} MiB after 10 s, {peaks[60]:.1f} MiB after 60 s, and so on in a line"
    what = f"{_OURS}: memory of an hour at 10,000 requests/s"
    report.rows.append(Row(what, Spread(hour, hour, hour), "MiB", 64, 32, note=note))


def _while_stalling(server, run):
    """The server stands still for the third second of a run."""

    def stall():
        time.sleep(2)
        server.process.popen.send_signal(signal.SIGSTOP)
        time.sleep(1)
        server.process.popen.send_signal(signal.SIGCONT)

    staller = threading.Thread(target=stall)
    staller.start()
    try:
        return run()
    finally:
        staller.join()


def _stall(server, report, build, progress):
    progress("a server that stalls for 1 s, under wrk")
    script = servers.COMPARE / "response_percentiles.lua"
    command = [find_tool("wrk"), "-t1", f"-c{clients.CONNECTIONS}", "-d6s", "-s", script, server.url]
    said = re.search(r"p99\.9 ([\d.]+) ms", _while_stalling(server, lambda: run_checked(command, cores()[1])).output)
    if said is None:
        raise Wrong("wrk did not print its 99.9th percentile")
    theirs = float(said.group(1))
    progress(f"a server that stalls for 1 s, under {_OURS}")
    options = ("--rate", f"{_STALL_RATE}/s", "--connections", str(clients.CONNECTIONS), "--duration", "6s")
    command = load_clients.load_command(build, server, *options)
    found = load_clients.report_of(_while_stalling(server, lambda: run_checked(command, cores()[1], exit_codes=(0, 7))))
    ours = found["latency"]["response_ns"]["p99_9"] / 1e6
    report.raw["p99.9 in ms of a run in which the server stalled for 1 s"] = {"wrk": theirs, _OURS: ours}
    note = f"6 s of {_STALL_RATE:,} requests/s; wrk, which asks nothing while it waits, says {theirs:.1f} ms"
    what = f"a server that stalls for 1 s once: p99.9 of the response time by {_OURS}"
    report.rows.append(Row(what, Spread(ours, ours, ours), "ms", 900, at_least=True, note=note))


def _threads(report, build, settings, progress):
    """Twice the threads with twice the connections: each thread does the same as the one, and the server is as slow for
    all. A server that answers after 5 ms makes 64 connections worth 12,800 requests/s; what is asked is whether threads
    hinder each other, not how fast one can be."""
    with servers.delaying_mock(build, "5ms") as server:

        def once(threads):
            connections = str(clients.CONNECTIONS * threads)
            options = ("--users", connections, "--threads", str(threads), "--duration", f"{settings.seconds:g}s")
            command = ["taskset", "-c", ",".join(str(each) for each in sorted(set(cores())))]
            command += load_clients.load_command(build, server, *options)
            found = load_clients.report_of(run_checked(command, cores()[1], exit_codes=(0, 7)))
            return found["requests"]["answered_per_second"]

        contestants = {"1 thread": lambda: once(1), "2 threads": lambda: once(2)}
        figures = in_rounds(contestants, settings.rounds, lambda text: progress(f"threads, {text}"))
    report.raw["dataarts-load: answers/s with 64 connections per thread, answers after 5 ms"] = figures
    note = "64 connections for each thread; the server answers after 5 ms"
    what = f"{_OURS}: rate of two threads / one"
    report.rows.append(Row(what, ratios(figures, "2 threads", "1 thread"), "×", 1.8, 1.95, at_least=True, note=note))
