"""What MeshCheck and SPIN say of claims about runs: which are violated."""

import json
import os
import re
import subprocess

from measuring import Failure
from tools import compiler, number


def output_of(command, folder, limit, good_codes=(0,)):
    """What a command prints, errors included."""
    try:
        result = subprocess.run(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            timeout=limit)
    except subprocess.TimeoutExpired:
        raise Failure(f"`{' '.join(command)}` took more than {limit:g} s")
    if result.returncode not in good_codes:
        raise Failure(
            f"`{' '.join(command)}` ended with {result.returncode}:\n{result.stdout[-800:]}")
    return result.stdout


class MeshCheckVerdicts:
    """One run of `meshcheck verify`: by property whether it is violated, and the counts."""

    def __init__(self, binary, path, options, folder, limit):
        command = [binary, "verify", path, "--format=json", *options]
        # Not as expected, or inconclusive, is what is asked about here.
        text = output_of(command, folder, limit, good_codes=(0, 1, 3))
        self.report = json.loads(text)["specs"][0]
        self.states = self.report["states"]
        self.transitions = self.report["transitions"]
        if not self.report["complete"]:
            raise Failure(f"`{' '.join(command)}` did not see all states")

    def is_violated(self, name):
        for found in self.report["properties"]:
            if found["name"] == name:
                if found["verdict"] not in ("holds", "violated"):
                    raise Failure(f"{name} is {found['verdict']}: {found['reason']}")
                return found["verdict"] == "violated"
        raise Failure(f"MeshCheck says nothing of {name}")


class SpinVerdicts:
    """A verifier that `spin -a` has made of a text with `ltl` claims, which it answers one by one.

    No partial-order reduction, so that the counts are to be equal. States are kept in a minimal
    automaton: with fairness, its table takes some states for new without end.
    """

    DEPTHS = (20_000, 1_000_000)

    def __init__(self, path, macros, processes, folder, limit):
        self.path = path
        self.folder = folder
        self.limit = limit
        output_of(["spin", *[f"-D{macro}" for macro in macros], "-a", path], folder, limit)
        # Its fairness algorithm keeps that many bytes for counters of four bits.
        flags = ["-O1", "-w", "-DNOREDUCE", "-DMA=240", f"-DNFAIR={(processes + 2) // 4 + 2}"]
        output_of([compiler(), *flags, "-o", "pan", "pan.c"], folder, limit)

    def is_violated(self, name, is_fair):
        for depth in self.DEPTHS:
            command = ["./pan", "-a", "-n", "-w18", f"-m{depth}", "-N", name]
            command += ["-f"] if is_fair else []
            output = output_of(command, self.folder, self.limit)
            # It calls a finite prefix that no run can mend an assertion; there are no others.
            if re.search(
                    r"pan:\d+: (acceptance cycle|assertion violated|end state in claim)", output):
                return True
            if "search depth too small" not in output:
                break
        if "search depth too small" in output or number(r"errors: (\d+)", output) != 0:
            raise Failure(f"`{' '.join(command)}` was no complete search:\n{output[-800:]}")
        return False

    def counts(self):
        """States and transitions without claims, and without what is there for their sake."""
        flags = ["-O0", "-w", "-DNOREDUCE", "-DSAFETY"]
        # Without claims some variable may be read nowhere, which SPIN leaves out but for -o2.
        output_of(["spin", "-o2", "-DPLAIN", "-a", self.path], self.folder, self.limit)
        output_of([compiler(), *flags, "-o", "plain", "pan.c"], self.folder, self.limit)
        output = output_of(
            ["./plain", "-E", "-n", "-w18", f"-m{self.DEPTHS[-1]}"], self.folder, self.limit)
        # The initial state counts as a transition.
        return (
            number(r"([\d.e+]+) states, stored", output),
            number(r"([\d.e+]+) transitions", output) - 1)
