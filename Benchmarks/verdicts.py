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

    No partial-order reduction, so that nothing is asked of it but the definitions. With fairness
    the table of some small models takes in states without end; a minimal automaton, which is exact
    as well and slower, does not, and is what decides where the table's search goes too deep.
    """

    DEPTH = 300_000

    def __init__(self, path, macros, processes, folder, limit):
        self.path = path
        self.folder = folder
        self.limit = limit
        output_of(["spin", *[f"-D{macro}" for macro in macros], "-a", path], folder, limit)
        # It can be fair to 4 · NFAIR - 2 processes, the claim's included.
        self.flags = ["-O1", "-w", "-DNOREDUCE", f"-DNFAIR={(processes + 2) // 4 + 2}"]
        output_of([compiler(), *self.flags, "-o", "pan", "pan.c"], folder, limit)

    def is_violated(self, name, is_fair):
        for program in ("./pan", "./automaton"):
            command = [program, "-a", "-n", "-w18", f"-m{self.DEPTH}", "-N", name]
            command += ["-f"] if is_fair else []
            if program == "./automaton" and not os.path.exists(os.path.join(self.folder, program)):
                build = [compiler(), *self.flags, "-DMA=240", "-o", program, "pan.c"]
                output_of(build, self.folder, self.limit)
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
            ["./plain", "-E", "-n", "-w18", f"-m{self.DEPTH}"], self.folder, self.limit)
        # The initial state counts as a transition.
        return (
            number(r"([\d.e+]+) states, stored", output),
            number(r"([\d.e+]+) transitions", output) - 1)
