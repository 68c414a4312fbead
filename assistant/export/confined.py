"""A process that reaches no network, writes no file and ends in time: it becomes the program named.

Run by path with `python -I -S`, so it imports nothing but what Python itself ships.
"""

import ctypes
import os
import resource
import sys

_CPU_S = 30
_CLONE_NEWNET = 0x40000000  # linux/sched.h
_CLONE_NEWUSER = 0x10000000

if __name__ == "__main__":
    if sys.platform == "linux":
        # Where the kernel denies the empty network, pandoc's own sandbox alone holds.
        flags = _CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
        ctypes.CDLL(None).unshare(flags)
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(sys.argv[1], sys.argv[1:])
