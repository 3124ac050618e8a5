"""Decoding: the micro-benchmarks of the decoder against boost::json's DOM."""


def measure(report, build, settings, progress):
    report.not_run("decode", "the micro-benchmark is not there yet")
