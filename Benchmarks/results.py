"""What came of the tools on one model: their accounts, and how they compare."""

import statistics

from measuring import Measurement
from tools import MeshCheck


class Run:
    """One run of a tool, with compilation apart where the tool compiles as part of it.

    `wall` is of the whole run: where the tool compiles while it runs, the two overlap, and nobody
    can say how long the run would have taken alone. `cpu` and `memory` are of the run alone.
    """

    def __init__(self, measured, inside):
        self.wall = measured.wall
        self.compilation_wall = inside.wall
        self.compilation_cpu = inside.cpu
        self.cpu = measured.cpu - inside.cpu
        # What the kernel tells of a process counts its largest child, which may be a compiler.
        self.memory = inside.memory or measured.memory
        self.memory_with_children = measured.memory


class Result:
    """What one tool did on one model: its compilation before the runs, its runs, its counts."""

    def __init__(self, tool):
        self.tool = tool
        self.compilation = Measurement()
        self.runs = []
        self.states = None
        self.transitions = None
        self.failure = None

    # By kind of cost, that of one run, as the ratios take it.
    COSTS = {
        "run cpu": lambda self, run: run.cpu,
        "cpu with compilation":
            lambda self, run: run.cpu + run.compilation_cpu + self.compilation.cpu,
        "wall to the verdict": lambda self, run: run.wall + self.compilation.wall,
        "memory": lambda self, run: run.memory,
    }

    def cost(self, kind, number):
        return self.COSTS[kind](self, self.runs[number])

    def values(self, key):
        return [getattr(run, key) for run in self.runs]

    def line(self):
        if self.failure:
            return f"  {self.tool.name:22} {self.failure.splitlines()[0]}"
        inside_wall = statistics.median(self.values("compilation_wall"))
        inside_cpu = statistics.median(self.values("compilation_cpu"))
        memory = max(self.values("memory"))
        cpu = self.values("cpu")
        wall = spread(self.values("wall")) + ("*" if inside_wall else "")
        return (
            f"  {self.tool.name:22} {self.compilation.wall + inside_wall:7.2f}"
            f" {self.compilation.cpu + inside_cpu:7.2f}  {wall:24} {spread(cpu):24}"
            f" {memory / 2**20:7.0f} {memory / self.states:7.1f}"
            f" {self.states / statistics.median(cpu) / 1e6:7.2f} {self.transitions:>12,}")

    def record(self):
        """What `--json` keeps."""
        return {
            "tool": self.tool.name, "failure": self.failure,
            "states": self.states, "transitions": self.transitions,
            "compilation": vars(self.compilation), "runs": [vars(run) for run in self.runs]}


HEADING = (
    f"  {'':22} {'compile':>15}  {'run, wall':24} {'run, cpu':24} {'memory':>15} {'Mstates':>7}\n"
    f"  {'tool':22} {'wall s':>7} {'cpu s':>7}  {'s (* with compile)':24} {'s':24} {'MB':>7}"
    f" {'B/state':>7} {'/cpu s':>7} {'transitions':>12}")


def spread(values, digits=2):
    """The median of some values, and the least and the greatest if there are several."""
    middle = f"{statistics.median(values):.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def ratios(results):
    """By name of each of MeshCheck's rows and kind of cost: how many times more than it the best
    of the others takes, round by round; which of them is the best may differ from kind to kind."""
    rows = {}
    for ours in results:
        if not isinstance(ours.tool, MeshCheck) or not ours.runs:
            continue
        others = [
            other for other in results
            if other.runs and not isinstance(other.tool, MeshCheck)
            and other.tool.threads in (1, ours.tool.threads)]
        # A tool that failed has fewer rounds.
        count = min([len(ours.runs)] + [len(other.runs) for other in others])
        if others:
            rows[ours.tool.name] = {
                kind: [
                    min(other.cost(kind, k) for other in others) / ours.cost(kind, k)
                    for k in range(count)]
                for kind in Result.COSTS}
    return rows


def ratio_lines(results):
    lines = []
    for name, kinds in ratios(results).items():
        told = {kind: "× " + spread(values, 1) for kind, values in kinds.items()}
        lines += [
            f"  {name}: the best other takes {told['run cpu']} cpu of the run,"
            f" {told['memory']} memory;",
            f"    with compilation {told['cpu with compilation']} cpu,"
            f" {told['wall to the verdict']} wall to the verdict"]
    return lines
