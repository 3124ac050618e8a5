"""What the figures were measured on and with."""

import os
import platform
import re
import subprocess
from pathlib import Path

from .errors import NotRun
from .processes import find_tool


def _cpu_model():
    match = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return match[1] if match else platform.machine()


def _memory_gib():
    kib = int(re.search(r"^MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(), re.MULTILINE)[1])
    return f"{kib / 1024 / 1024:.0f} GiB"


def _is_virtual():
    return " hypervisor " in Path("/proc/cpuinfo").read_text()


def _version(command, pattern):
    try:
        finished = subprocess.run([find_tool(command[0]), *command[1:]], capture_output=True, text=True, timeout=10)
        return re.search(pattern, finished.stdout + finished.stderr)[1]
    except (NotRun, TypeError, subprocess.SubprocessError):
        return "not installed"


def _compiler(build):
    path = build.cached("CMAKE_CXX_COMPILER")
    if not path:
        return "unknown"
    first = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout.split("\n")[0]
    kind = (build.cached("CMAKE_BUILD_TYPE") or "").upper()
    flags = [build.cached("CMAKE_CXX_FLAGS"), build.cached(f"CMAKE_CXX_FLAGS_{kind}")]
    return f"{first}, {' '.join(flag for flag in flags if flag)}"


def load_average():
    return os.getloadavg()[0]


def describe(build):
    virtual = ", virtual machine" if _is_virtual() else ""
    return {
        "CPU": f"{_cpu_model()}, {len(os.sched_getaffinity(0))} cores{virtual}",
        "memory": _memory_gib(),
        "kernel": f"{platform.system()} {platform.release()}",
        "compiler": _compiler(build),
        "wrk": _version(["wrk", "-v"], r"wrk (?:debian/)?(\S+)"),
        "nginx": _version(["nginx", "-v"], r"nginx/(\S+)"),
        "java": _version(["java", "-version"], r'version "([^"]+)"'),
        "curl": _version(["curl", "--version"], r"curl (\S+)"),
    }
