"""Runs of other programs, timed by the kernel's own accounts."""

import os
import signal
import time


class Failure(Exception):
    """What went wrong with a run, for people."""


class Measurement:
    """Wall-clock and processor seconds, and the largest resident set of one process in bytes."""

    def __init__(self, wall=0.0, cpu=0.0, memory=0):
        self.wall = wall
        self.cpu = cpu
        self.memory = memory

    def __add__(self, other):
        return Measurement(
            self.wall + other.wall, self.cpu + other.cpu, max(self.memory, other.memory))


def measure(command, folder, processors=None, limit=None, good_codes=(0,)):
    """Runs a command in a folder and returns its measurement and its output.

    Processor time and memory include the children that the command itself has waited for.
    """
    path = os.path.join(folder, "output")
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        become(command, folder, path, processors)
    try:
        status, usage = wait(child, start, limit)
    except BaseException:
        os.killpg(child, signal.SIGKILL)
        os.wait4(child, 0)
        raise
    wall = time.monotonic() - start
    with open(path, errors="replace") as file:
        output = file.read()
    code = os.waitstatus_to_exitcode(status)
    if code not in good_codes:
        raise Failure(f"`{' '.join(command)}` ended with {code}:\n{output[-400:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Measurement(wall, cpu, usage.ru_maxrss * 1024), output


def become(command, folder, path, processors):
    """Turns the child process into the command; never returns."""
    try:
        os.setpgid(0, 0)
        os.chdir(folder)
        output = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        if processors:
            os.sched_setaffinity(0, processors)
        os.execvp(command[0], command)
    except OSError as error:
        os.write(2, f"{command[0]}: {error}\n".encode())
    finally:
        os._exit(127)


def wait(child, start, limit):
    """Waits for the child, at most until `limit` seconds after `start`."""
    if limit is None:
        _, status, usage = os.wait4(child, 0)
        return status, usage
    while True:
        ended, status, usage = os.wait4(child, os.WNOHANG)
        if ended:
            return status, usage
        if time.monotonic() - start > limit:
            raise Failure(f"took more than {limit:g} s")
        time.sleep(0.01)
