"""A million references from a file through `dataarts query`: does its memory stay small?"""

import tempfile
from pathlib import Path

from . import servers
from .errors import Wrong
from .figures import Row, Spread
from .processes import cores, run_checked

_MIB = 1024 * 1024


def _write_references(path, count):
    with open(path, "w") as file:
        for number in range(count):
            # Mostly instances that are not known: the answers are as varied as a real file's would be.
            instance = servers.INSTANCE if number % 4 == 0 else ("failed", "running", f"run-{number}")[number % 4 - 1]
            file.write(f'{{"script":"{servers.SCRIPT}","instance":"{instance}"}}\n')


def _count_lines(path):
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def measure(report, build, settings, progress):
    count = settings.references
    with servers.mock(build) as server, tempfile.TemporaryDirectory(prefix="dataarts-bench-") as folder:
        source, target = Path(folder) / "references.jsonl", Path(folder) / "answers.jsonl"
        progress(f"{count:,} references through dataarts query")
        _write_references(source, count)
        command = [build.program("dataarts"), "query", "--from", source, "--endpoint", server.endpoint]
        command += ["--project-id", servers.PROJECT, "--output", "jsonl"]
        finished = run_checked(
            command, cores()[1], stdout_path=target, watch_memory=True, timeout=1800, exit_codes=(0, 1)
        )
        answered = _count_lines(target)
        if answered != count:
            raise Wrong(f"dataarts query gave {answered} answers to {count} references: {finished.errors[-400:]}")
    peak = finished.peak_bytes / _MIB
    rate = count / finished.wall_seconds
    report.raw["references"] = {
        "count": count,
        "peak_bytes": finished.peak_bytes,
        "wall_seconds": finished.wall_seconds,
        "cpu_seconds": finished.cpu_seconds,
    }
    report.rows.append(
        Row(
            f"{count:,} references through dataarts query: resident memory",
            Spread(peak, peak, peak),
            "MiB",
            must=64,
            aim=32,
            note=f"{rate:,.0f} per second, {finished.cpu_seconds / count * 1e6:.1f} µs CPU each, one core",
        )
    )
