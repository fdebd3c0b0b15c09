"""How each tool is prepared and run on a model, and what its output says."""

import json
import math
import os
import re
import shutil
import subprocess
import sys

from measuring import Failure, Measurement

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)


class Model:
    """A folder of `models/`: its character, its sizes, and its text for each tool."""

    def __init__(self, name):
        self.name = name
        self.folder = os.path.join(HERE, "models", name)
        with open(os.path.join(self.folder, "model.json")) as file:
            description = json.load(file)
        self.character = description["character"]
        self.sizes = description["sizes"]
        self.spin_options = description.get("spin", [])
        mesh = description.get("mesh")
        self.mesh = os.path.join(ROOT, mesh) if mesh else self.path("mesh")

    def path(self, extension):
        return os.path.join(self.folder, f"{self.name}.{extension}")


class Size:
    """Values for a model's parameters, and how many states it has then."""

    def __init__(self, name, description):
        self.name = name
        self.parameters = description["parameters"]
        self.states = description["states"]


class MeshCheck:
    """`meshcheck verify`, with one engine and number of threads."""

    def __init__(self, binary, threads, engine, extra):
        self.binary = binary
        self.threads = threads
        self.engine = engine
        self.extra = extra
        self.name = "meshcheck" + (f" {engine}" if engine else "") + suffix(threads)

    def compilation(self, model, size, folder):
        return []

    def command(self, model, size, folder):
        sets = [f"--set={name}={value}" for name, value in size.parameters.items()]
        return [self.binary, "verify", model.mesh, *sets, *self.extra, "--format=json"]

    def inside(self, output):
        """What it says of itself: its compiler's time, and the memory of its own process."""
        report = json.loads(output)
        # Keys are missing in reports of older versions, and null where there was no native code.
        wall, cpu = (
            sum(spec.get(key) or 0.0 for spec in report["specs"])
            for key in ("compilationSeconds", "compilationProcessorSeconds"))
        return Measurement(wall, cpu, report.get("residentBytes") or 0)

    def counts(self, output):
        specs = json.loads(output)["specs"]
        if len(specs) != 1 or not specs[0]["complete"]:
            raise Failure("the search is not one complete run")
        if specs[0]["outcome"] != "asExpected":
            raise Failure(f"the outcome is {specs[0]['outcome']}")
        return specs[0]["states"], specs[0]["transitions"]


class Verifier:
    """A tool whose verifier is compiled before it runs, and does nothing but run."""

    def inside(self, output):
        return Measurement()


class Spin(Verifier):
    """A verifier made by `spin -a`, depth-first or breadth-first; always one thread."""

    threads = 1

    def __init__(self, is_breadth_first):
        self.is_breadth_first = is_breadth_first
        self.name = "spin bfs" if is_breadth_first else "spin dfs"

    def compilation(self, model, size, folder):
        macros = [f"-D{name.upper()}={value}" for name, value in size.parameters.items()]
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 9 // 10 >> 20
        flags = ["-O2", "-w", "-DSAFETY", "-DNOREDUCE", f"-DMEMLIM={memory}"]
        flags += ["-DBFS"] if self.is_breadth_first else []
        return [
            ["spin", *macros, *model.spin_options, "-a", model.path("pml")],
            [compiler(), *flags, "-o", "pan", "pan.c"],
        ]

    def command(self, model, size, folder):
        # The table has a slot a state, and no path is longer than there are states.
        slots = max(16, math.ceil(math.log2(size.states)))
        return ["./pan", "-E", "-n", f"-w{slots}", f"-m{size.states + 1}"]

    def counts(self, output):
        errors = number(r"errors: (\d+)", output)
        if errors != 0 or "max search depth too small" in output:
            raise Failure("the search is not complete, or found an error")
        # It prints eight digits; the initial state counts as a transition.
        states = number(r"([\d.e+]+) states, stored", output)
        return states, number(r"([\d.e+]+) transitions", output) - 1


class Rumur(Verifier):
    """A verifier made by `rumur`, its symmetry reduction and deadlock detection off."""

    def __init__(self, threads):
        self.threads = threads
        self.name = "rumur" + suffix(threads)

    def compilation(self, model, size, folder):
        with open(model.path("m")) as file:
            text = file.read()
        for name, value in size.parameters.items():
            text, hits = re.subn(
                rf"(?m)^const {name.upper()}: \d+;$", f"const {name.upper()}: {value};", text)
            if hits != 1:
                raise Failure(f"{model.name}.m has no constant {name.upper()}")
        with open(os.path.join(folder, "model.m"), "w") as file:
            file.write(text)
        options = ["--symmetry-reduction", "off", "--deadlock-detection", "off"]
        options += ["--counterexample-trace", "off", "--threads", str(self.threads)]
        flags = ["-O3", "-w", "-march=native", "-mcx16", "-pthread"]
        return [
            ["rumur", *options, "--output", "model.c", "model.m"],
            [compiler(), *flags, "-o", "model", "model.c"],
        ]

    def command(self, model, size, folder):
        return ["./model"]

    def counts(self, output):
        if "No error found" not in output:
            raise Failure("the search found an error")
        # Its progress speaks of rules too; only the summary begins with the states.
        return number(r"(\d+) states, \d+ rules", output), number(r"states, (\d+) rules", output)


def build():
    """The release binary, built."""
    command = ["swift", "build", "--configuration", "release", "--product", "meshcheck"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    shown = subprocess.run(
        command + ["--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True)
    return os.path.join(shown.stdout.strip(), "meshcheck")


def compiler():
    return os.environ.get("CC", "gcc" if shutil.which("gcc") else "cc")


def suffix(threads):
    return "" if threads == 1 else f" ×{threads}"


def number(pattern, output):
    found = re.search(pattern, output)
    if found is None:
        raise Failure(f"its output does not say {pattern}:\n{output[-400:]}")
    return int(float(found.group(1)))
