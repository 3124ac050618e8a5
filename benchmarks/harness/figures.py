"""What a run yields: rows of the table with their limits, and bars of the chart."""

import statistics
from dataclasses import dataclass, field


@dataclass
class Spread:
    """Median and extremes of some rounds."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(values):
        return Spread(statistics.median(values), min(values), max(values))


@dataclass
class Row:
    """One line of the table. `must` and `aim` are limits of `value`: upper ones, or lower ones if `at_least`."""

    what: str
    value: Spread | None
    unit: str = ""
    must: float | None = None
    aim: float | None = None
    at_least: bool = False
    note: str = ""

    def verdict(self):
        if self.value is None:
            return "not run"
        if self.must is None:
            return ""

        def reached(limit):
            value = round(self.value.median, 2)
            return value >= limit if self.at_least else value <= limit

        if not reached(self.must):
            return "MISSED"
        return "aim reached" if self.aim is not None and reached(self.aim) else "reached"


@dataclass
class Bar:
    label: str
    value: Spread
    ours: bool = False
    ratio: float | None = None  # to the first bar, as the table has it


@dataclass
class Group:
    """One panel of the chart: bars that may be compared with each other."""

    title: str
    unit: str
    bars: list[Bar]


@dataclass
class Report:
    rows: list[Row] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    raw: dict = field(default_factory=dict)

    def not_run(self, what, why):
        self.rows.append(Row(what, None, note=str(why)))
