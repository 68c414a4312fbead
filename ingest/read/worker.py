"""The process that parses: one file after another from standard input, each under its limits.

A request is a line of JSON and the file's bytes; a reply is a line of JSON. The process opens no
file, starts nothing but tesseract and reaches no network, so what a hostile file can do ends here.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import logging
import os
import re
import resource
import signal
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any, BinaryIO

from ingest.errors import Rejected
from ingest.read.limits import Limits

Answer = Callable[[dict[str, Any], bytes], dict[str, Any]]

_CLONE_NEWNET = 0x40000000  # linux/sched.h
_CLONE_NEWUSER = 0x10000000
_NEARLY_ALL = 0.85
_FORBIDDEN = frozenset(
    {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"}
    | {"socket.sendto", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.remove"}
    | {"os.rename", "os.mkdir", "os.symlink", "os.link", "os.chmod", "os.kill"}
)


def _guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what no parser needs; an audit hook cannot be taken off again."""
    if event in _FORBIDDEN:
        raise PermissionError(event)
    if event == "subprocess.Popen" and os.path.basename(str(arguments[0])) != "tesseract":
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        writes = arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and arguments[0] != os.devnull:
            raise PermissionError(event)


def _isolate() -> None:
    """Give up the network, writing files and core dumps for good."""
    flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
    if sys.platform == "linux":
        # Where the kernel denies the empty network, the audit hook alone holds.
        ctypes.CDLL(None).unshare(flags)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(_guard)


def arm(limits: Limits) -> None:
    """Set this file's limits: the kernel ends the process that passes one."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    hard_cpu = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (spent + limits.cpu_s, hard_cpu))
    hard_memory = resource.getrlimit(resource.RLIMIT_AS)[1]
    # macOS refuses this limit; there the other ones hold.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, hard_memory))
    signal.setitimer(signal.ITIMER_REAL, limits.wall_s)


def _peak_kb(line: str) -> int:
    """Return a peak of this process in kB, 0 where the system does not tell.

    Not `ru_maxrss`: a process starts with its parent's.

    Args:
        line: Of /proc/self/status: VmPeak, the address space; VmHWM, what was in memory.
    """
    try:
        with open("/proc/self/status") as status:
            found = re.search(rf"{line}:\s*(\d+) kB", status.read())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Parse one file, or one of its pages by OCR."""
    from ingest.read.parse import ocr_page, parse

    limits = Limits(**request["limits"])
    arm(limits)
    try:
        if request["ocr_page"] is not None:
            return ocr_page(data, request["ocr_page"], limits).reply()
        return parse(data, request["suffix"], limits, notes=request["notes"]).reply()
    except Rejected as error:
        return {"rejected": error.reason_code}
    except MemoryError:
        return {"rejected": "too_large_unpacked"}
    except Exception as error:  # noqa: BLE001 - the edge: parsers raise anything on a bad file
        # libxml2 does not say that its memory ran out.
        large = _peak_kb("VmPeak") * 1024 > _NEARLY_ALL * limits.memory_bytes
        return {
            "rejected": "too_large_unpacked" if large else "damaged",
            "detail": type(error).__name__,
        }
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _serve(requests: BinaryIO, replies: BinaryIO, answer: Answer) -> None:
    for line in requests:
        request = json.loads(line)
        data = requests.read(request["size"])
        if len(data) < request["size"]:
            return
        started = time.monotonic()
        reply = answer(request, data)
        del data
        reply["seconds"] = time.monotonic() - started
        reply["peak_kb"] = _peak_kb("VmHWM")
        replies.write(json.dumps(reply, ensure_ascii=False).encode() + b"\n")
        replies.flush()


def main(answer: Answer = _answer) -> None:
    """Serve until standard input ends; what parsers print goes nowhere.

    Args:
        answer: Takes a request and a file's bytes and returns the reply; it calls `arm` first.
    """
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    _isolate()
    _serve(sys.stdin.buffer, replies, answer)


if __name__ == "__main__":
    main()
