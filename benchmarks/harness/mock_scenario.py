"""Scenario files for the mock server, with as many instances as it is said to be made for."""

import json

from .servers import BODY_FILE, INSTANCE, SCRIPT

INSTANCES = 10_000


def _rule(instance):
    # A run with a memory: it is RUNNING once, and then has the documented answer.
    timeline = [{"state": "RUNNING", "polls": 1}, {"state": "FINISHED", "body": BODY_FILE.read_text()}]
    return {"name": instance, "match": {"script": SCRIPT, "instance": instance}, "timeline": timeline}


def _write(path, names):
    documented = _rule(INSTANCE)
    del documented["timeline"][0]
    path.write_text(json.dumps({"mock": 1, "instances": [documented, *map(_rule, names)]}))
    return path


def write_exact(path):
    """A rule for each instance, by its name."""
    return _write(path, (f"run-{number:05}" for number in range(INSTANCES)))


def write_patterns(path):
    """A rule for each instance, by a pattern that only this one fits."""
    return _write(path, (f"run-{number:05}*" for number in range(INSTANCES)))
