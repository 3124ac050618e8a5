"""Decoding: the time of the micro-benchmarks, and the memory that a large answer takes, against boost::json's DOM."""

import json
import tempfile
from pathlib import Path

from .errors import Wrong
from .figures import Bar, Group, Row, Spread
from .processes import cores, run_checked

_BODIES = {"0": "the documented body", "1": "10,000 rows, 3 MB"}


def measure(report, build, settings, progress):
    _time(report, build, settings, progress)
    _memory(report, build, progress)


def _time(report, build, settings, progress):
    progress("decoding: time")
    command = [build.program("decode_benchmark"), "--benchmark_format=json", "--benchmark_min_time=0.2"]
    command += ["--benchmark_filter=^(dom|decoder|decoder_and_reading)/"]
    command += [f"--benchmark_repetitions={settings.rounds}", "--benchmark_enable_random_interleaving=true"]
    found = json.loads(run_checked(command, cores()[1]).output)
    times = {}
    for entry in found["benchmarks"]:
        if entry["run_type"] == "iteration":
            name, body = entry["name"].split("/")[:2]
            times.setdefault(body, {}).setdefault(name, []).append(entry["cpu_time"])
    report.raw["decoding, ns per body"] = {_BODIES[body]: figures for body, figures in times.items()}
    for body, what in _BODIES.items():
        figures = times[body]
        aim = 5 if body == "0" else None
        for name, must_read in (("decoder", ""), ("decoder_and_reading", ", and reading every field of the result")):
            speed = Spread.of([dom / ours for dom, ours in zip(figures["dom"], figures[name])])
            limits = {"must": 3, "aim": aim} if name == "decoder" else {}
            row = Row(f"decoding {what}{must_read}: times as fast as the DOM", speed, "×", at_least=True, **limits)
            report.rows.append(row)
        scale, unit = (1000, "µs") if body == "0" else (1e6, "ms")
        labels = {"dom": "json::parse, fields read", "decoder": "dataarts decoder", "decoder_and_reading": "… and fields read"}
        bars = []
        for name, label in labels.items():
            ratio = Spread.of([ours / dom for dom, ours in zip(figures["dom"], figures[name])]).median
            times_of_body = Spread.of([time / scale for time in figures[name]])
            bars.append(Bar(label, times_of_body, ours=name != "dom", ratio=None if name == "dom" else ratio))
        report.groups.append(Group(f"Decoding {what}", unit, bars))


def _write_large_body(path):
    """10,000 rows of all kinds of cells, as wide as real ones."""
    with open(path, "w") as file:
        file.write('{"results":[{"message":"","duration":12.25,"rowCount":10000,"rows":[')
        for n in range(10000):
            row = [913460.0 + n, 765.0, "8/31/2015 23:26", "Harry Bridges Plaza (Ferry Building)", 50.0, n, None, True]
            row += ["8/31/2015 23:39", "San Francisco Caltrain (Townsend at 4th)", 70.25, "288", "Subscriber", "2139"]
            row += [f"a longer remark, as free text columns of real tables hold them, of some hundred characters, {n}"]
            file.write(("," if n else "") + json.dumps(row))
        schema = [{f"column{i}": "string"} for i in range(15)]
        file.write(f'],"schema":{json.dumps(schema)}}}],"status":"FINISHED"}}')
    return path.stat().st_size


def _memory(report, build, progress):
    progress("decoding: memory")
    with tempfile.TemporaryDirectory(prefix="dataarts-bench-") as folder:
        body, counts = Path(folder) / "body.json", Path(folder) / "counts"
        size = _write_large_body(body)
        environment = {"LD_PRELOAD": build.library("count_allocations"), "ALLOCATION_COUNT_FILE": str(counts)}

        def most_bytes(how):
            finished = run_checked([build.program("decode_memory"), body, how], cores()[1], environment=environment)
            if how != "nothing" and finished.output.strip() != "10000":
                raise Wrong(f"decode_memory {how} read {finished.output.strip()} rows, not 10000")
            return json.loads(counts.read_text())["most_bytes"]

        nothing = most_bytes("nothing")
        taken = {how: most_bytes(how) - nothing for how in ("decoder", "dom")}
    report.raw["decoding 10,000 rows, bytes"] = {"body": size, **taken}
    ours, dom = (taken[how] / size for how in ("decoder", "dom"))
    report.rows.append(
        Row(
            f"decoding 10,000 rows, {size / 1e6:.1f} MB: peak memory / size of the body",
            Spread(ours, ours, ours),
            "×",
            must=1.5,
            aim=1.2,
            note=f"heap in use at its height, the result included; the body comes in pieces of 16 KiB; DOM: {dom:.2f} ×",
        )
    )
