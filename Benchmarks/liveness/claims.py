"""Models with claims about runs, and how MeshCheck and SPIN are run on them."""

import json
import math
import os
import re

from measuring import Failure, Measurement, measure
from tools import compiler, number

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = ["no claim", "all runs", "fair runs"]


def describe(model):
    with open(os.path.join(HERE, "models", model, "model.json")) as file:
        return json.load(file)


class Task:
    """A model at one size with one of its claims."""

    def __init__(self, model, size_name, claim):
        self.folder = os.path.join(HERE, "models", model)
        self.model, self.claim = model, claim
        size = describe(model)["sizes"][size_name]
        self.parameters = size["parameters"]
        self.states = size["states"]
        self.processes = size["processes"]

    def path(self, extension):
        return os.path.join(self.folder, f"{self.model}.{extension}")


class MeshCheck:
    def __init__(self, binary, kind):
        self.binary = binary
        self.kind = kind
        self.name = f"meshcheck, {kind}"

    def prepare(self, task, folder):
        """Leaves out the claims that are not asked about: each is the end of the spec from its
        `property` to the next."""
        with open(task.path("mesh")) as file:
            text = file.read()
        first, *claims = re.split(r"(?m)^(?=property )", text)
        kept = [one for one in claims if one.startswith(f"property {task.claim}:")]
        with open(os.path.join(folder, "model.mesh"), "w") as file:
            file.write(first + ("" if self.kind == "no claim" else "".join(kept)))
        return Measurement()

    def command(self, task):
        sets = [f"--set={name}={value}" for name, value in task.parameters.items()]
        # What leaves states out or makes them narrower has no counterpart in SPIN.
        off = [f"--{name}=off" for name in ("symmetry", "constants", "unread")]
        flags = ["--without-fairness"] if self.kind == "all runs" else []
        return [
            self.binary, "verify", "model.mesh", *sets, *off, *flags, "--threads=1",
            "--format=json"]

    def read(self, task, output, measured):
        report = json.loads(output)
        spec = report["specs"][0]
        if spec["states"] != task.states:
            raise Failure(f"counts {spec['states']:,} states, not {task.states:,}")
        verdicts = [one["verdict"] for one in spec["properties"] if one["name"] == task.claim]
        compilation = spec.get("compilationProcessorSeconds") or 0.0
        # What the kernel tells of a process counts its largest child, which may be a compiler.
        memory = report.get("residentBytes") or measured.memory
        return Row(
            verdicts[0] if verdicts else "–", spec["states"], spec["transitions"], compilation,
            Measurement(measured.wall, measured.cpu - compilation, memory))


class Spin:
    """Without fairness one process, its fastest form; with it, a process for each fair step. That
    form is also run without a claim, which shows that it is the same model."""

    def __init__(self, kind, is_split):
        self.kind = kind
        self.is_split = is_split
        self.name = f"spin, {kind}" + (", split" if is_split and kind == "no claim" else "")

    def prepare(self, task, folder):
        macros = [f"-D{name.upper()}={value}" for name, value in task.parameters.items()]
        macros += [] if self.kind == "no claim" else ["-DCLAIM"]
        macros += ["-DFAIR"] if self.is_split else []
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 9 // 10 >> 20
        flags = ["-O2", "-w", "-DNOREDUCE", f"-DMEMLIM={memory}"]
        flags += ["-DSAFETY"] if self.kind == "no claim" else []
        flags += [f"-DNFAIR={(task.processes + 2) // 4 + 2}"] if self.kind == "fair runs" else []
        commands = [
            ["spin", *macros, "-a", task.path("pml")], [compiler(), *flags, "-o", "pan", "pan.c"]]
        return sum((measure(command, folder)[0] for command in commands), Measurement())

    def command(self, task):
        # Claims and fairness multiply the states; so a larger table, and a deeper stack.
        factor = {"no claim": 1, "all runs": 2, "fair runs": 4}[self.kind]
        slots = max(16, math.ceil(math.log2(task.states * factor)))
        command = ["./pan", "-n", f"-w{slots}", f"-m{task.states * factor + 1}"]
        if self.kind == "no claim":
            return command + ["-E"]
        return command + ["-a", "-N", task.claim] + (["-f"] if self.kind == "fair runs" else [])

    def read(self, task, output, measured):
        is_violated = re.search(r"pan:\d+: (acceptance cycle|assertion violated)", output)
        if not is_violated and (
                "search depth too small" in output or number(r"errors: (\d+)", output) != 0):
            raise Failure(f"the search is not complete:\n{output[-300:]}")
        states = number(r"([\d.e+]+) states, stored", output)
        transitions = number(r"([\d.e+]+) transitions", output) - 1
        if self.kind == "no claim" and states != task.states:
            raise Failure(f"counts {states:,} states, not {task.states:,}")
        verdict = "–" if self.kind == "no claim" else "violated" if is_violated else "holds"
        return Row(verdict, states, transitions, 0.0, measured)


class Row:
    """What one run said, and what it cost."""

    def __init__(self, verdict, states, transitions, compilation, cost):
        self.verdict = verdict
        self.states = states
        self.transitions = transitions
        self.compilation = compilation
        self.cost = cost
