"""CPU time per request of clients and of servers, in interleaved rounds: only ratios within one round mean much."""

import contextlib

from . import clients, servers
from .errors import NotRun
from .figures import Bar, Group, Row, Spread
from .processes import cpu_seconds


def in_rounds(contestants, rounds, progress):
    """Runs every contestant once per round, in turn; every second round backwards, so that a drift cancels out."""
    figures = {name: [] for name in contestants}
    for number in range(rounds):
        order = list(contestants)
        for name in reversed(order) if number % 2 else order:
            progress(f"round {number + 1} of {rounds}: {name}")
            figures[name].append(contestants[name]())
    return figures


def ratios(figures, name, reference):
    return Spread.of([a / b for a, b in zip(figures[name], figures[reference])])


def _bars(figures, reference, ours):
    def bar(name):
        ratio = None if name == reference else ratios(figures, name, reference).median
        return Bar(name, Spread.of(figures[name]), ours=name == ours, ratio=ratio)

    return [bar(name) for name in figures]


def measure_clients(report, build, settings, progress):
    """Client CPU per request, every client on the same server."""
    for open_server in (servers.nginx, lambda: servers.mock(build)):
        try:
            with open_server() as server:
                _measure_clients_on(server, report, build, settings, progress)
        except NotRun as why:
            report.not_run("client CPU per query / wrk", why)


def _measure_clients_on(server, report, build, settings, progress):
    ours, tutorial, curl = "dataarts client", "Beast tutorial client", "curl --parallel"

    def one(client, *arguments):
        return lambda: client(*arguments).microseconds

    progress(f"warm-up on {server.name}")
    clients.wrk(server, 1)
    contestants = {"wrk": one(clients.wrk, server, settings.seconds)}
    # A short run of each shows how many requests fill the time of a round. It also warms the server up.
    for name, client, trial in (
        (ours, lambda n: clients.query_load(build, server, n), 20000),
        (tutorial, lambda n: clients.tutorial_client(build, server, n), 20000),
        (curl, lambda n: clients.curl(server, n), 5000),
    ):
        try:
            sample = client(trial)
        except NotRun as why:
            report.not_run(f"{name}: CPU per request / wrk, on {server.name}", why)
            continue
        requests = max(trial, int(trial / sample.wall_seconds * settings.seconds))
        contestants[name] = one(client, requests)

    figures = in_rounds(contestants, settings.rounds, lambda text: progress(f"clients on {server.name}, {text}"))
    report.raw[f"client CPU µs per request on {server.name}"] = figures
    for name in contestants:
        if name == "wrk":
            continue
        limits = {"must": 1.0, "aim": 0.9} if name == ours else {}
        report.rows.append(
            Row(f"{name}: CPU per request / wrk, on {server.name}", ratios(figures, name, "wrk"), "×", **limits)
        )
    report.groups.append(
        Group(
            f"Client CPU per request, on {server.name}",
            "µs",
            _bars(figures, "wrk", ours),
        )
    )


def measure_servers(report, build, settings, progress):
    """Server CPU per request under the same wrk line."""
    ours = "dataarts-mock"
    with contextlib.ExitStack() as stack:
        running = {"nginx": stack.enter_context(servers.nginx())}
        for open_server in (servers.mock, servers.tutorial_server):
            try:
                server = stack.enter_context(open_server(build))
                running[server.name] = server
            except NotRun as why:
                report.not_run("server CPU per request / nginx", why)

        def load(server):
            def once():
                before = cpu_seconds(server.pid)
                sample = clients.wrk(server, settings.seconds)
                return (cpu_seconds(server.pid) - before) / sample.requests * 1e6

            return once

        for server in running.values():
            clients.wrk(server, 1)
        contestants = {name: load(server) for name, server in running.items()}
        figures = in_rounds(contestants, settings.rounds, lambda text: progress(f"servers under wrk, {text}"))
    report.raw["server CPU µs per request under wrk"] = figures
    for name in contestants:
        if name == "nginx":
            continue
        limits = {"must": 1.05, "aim": 0.9} if name == ours else {}
        report.rows.append(Row(f"{name}: CPU per request / nginx", ratios(figures, name, "nginx"), "×", **limits))
    report.groups.append(
        Group(
            "Server CPU per request, under wrk",
            "µs",
            _bars(figures, "nginx", ours),
        )
    )
