"""Compares MeshCheck with SPIN and Rumur on the same models; started by `run`."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile

from measuring import Failure, measure
from results import HEADING, Result, Run, ratio_lines, ratios
from tools import HERE, MeshCheck, Model, Rumur, Size, Spin


def compare(model, size, tools, options):
    """All rounds of all tools on one model, one tool after the other in each round."""
    results = [Result(tool) for tool in tools]
    with tempfile.TemporaryDirectory(prefix="meshcheck-benchmark-") as folder:
        for number, result in enumerate(results):
            place = os.path.join(folder, str(number))
            os.mkdir(place)
            attempt(result, lambda: compile_model(result, model, size, place))
        for turn in range(options.rounds):
            # Each round begins with another tool, so that none always runs on a warm machine.
            for number in sorted(range(len(results)), key=lambda n: (n + turn) % len(results)):
                place = os.path.join(folder, str(number))
                result = results[number]
                attempt(result, lambda: run_model(result, model, size, place, options))
    return results


def attempt(result, action):
    if result.failure is None:
        try:
            action()
        except Failure as failure:
            result.failure = str(failure)


def compile_model(result, model, size, folder):
    for command in result.tool.compilation(model, size, folder):
        result.compilation += measure(command, folder)[0]


def run_model(result, model, size, folder, options):
    processors = set(range(result.tool.threads)) if options.pin else None
    command = result.tool.command(model, size, folder)
    measurement, output = measure(command, folder, processors, options.time_limit)
    states, transitions = result.tool.counts(output)
    if states != size.states:
        raise Failure(f"counts {states:,} states where there should be {size.states:,}")
    result.states, result.transitions = states, transitions
    result.runs.append(Run(measurement, result.tool.inside(output)))


def report(model, size, results):
    values = ", ".join(f"{name} = {value}" for name, value in size.parameters.items())
    print(f"\n{model.name}: {model.character}; {values}; {size.states:,} states")
    print(HEADING)
    for result in results:
        print(result.line())
    for line in ratio_lines(results):
        print(line)
    if not agree_on_transitions(results):
        print("  the tools count transitions differently here")
    sys.stdout.flush()


def agree_on_transitions(results):
    """Whether all count the same transitions, as far as SPIN's eight digits tell."""
    counts = [result.transitions for result in results if result.transitions is not None]
    return max(counts, default=0) - min(counts, default=0) <= max(counts, default=0) / 1e7


def available_tools(options):
    """The tools that are asked for and installed; names the others."""
    help_text = subprocess.run(
        [options.meshcheck, "verify", "--help"], capture_output=True, text=True, check=True).stdout
    tools = []
    for threads in options.threads if "--threads" in help_text else [1]:
        for engine in options.engines if "--engine" in help_text else [None]:
            extra = [f"--threads={threads}"] if "--threads" in help_text else []
            # What leaves states out or makes them narrower has no counterpart in the others.
            extra += [
                f"--{name}=off" for name in ("symmetry", "constants", "unread")
                if f"--{name} " in help_text]
            extra += [f"--engine={engine}"] if engine else []
            tools.append(MeshCheck(options.meshcheck, threads, engine, extra))
    if "spin" in options.tools and is_installed("spin"):
        tools += [Spin(True), Spin(False)]
    if "rumur" in options.tools and is_installed("rumur"):
        tools += [Rumur(threads) for threads in options.threads]
    return tools


def is_installed(name):
    if shutil.which(name):
        return True
    print(f"{name} is not installed, and is left out", file=sys.stderr)
    return False


def say_machine(options):
    """The machine, what else it does, and the versions of the tools."""
    with open("/proc/cpuinfo") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    print(f"{platform.platform()}; {len(os.sched_getaffinity(0))} processors,"
          f" {names[0] if names else 'unknown'}; load {os.getloadavg()[0]:.2f}")
    versions = [[options.meshcheck, "--version"], ["spin", "-V"], ["rumur", "--version"]]
    compiler = os.environ.get("CC", "gcc")
    for command in versions + [[compiler, "--version"]]:
        if shutil.which(command[0]):
            text = subprocess.run(command, capture_output=True, text=True).stdout
            print(text.splitlines()[0] if text else command[0])


def arguments():
    names = sorted(
        name for name in os.listdir(os.path.join(HERE, "models"))
        if os.path.isdir(os.path.join(HERE, "models", name)))
    parser = argparse.ArgumentParser(prog="Benchmarks/run", description=__doc__)
    split = lambda text: text.split(",")
    parser.add_argument("--meshcheck", help="the binary to measure [default: builds one]")
    parser.add_argument(
        "--models", type=split, default=names, help="which, with commas [default: all]")
    parser.add_argument("--size", default="full", help="small or full [default: full]")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each tool [default: 3]")
    parser.add_argument(
        "--threads", type=lambda text: [int(n) for n in split(text)], default=[1],
        help="for MeshCheck and Rumur, with commas for several [default: 1]")
    parser.add_argument(
        "--engines", type=split, default=["auto"], help="of MeshCheck [default: auto]")
    parser.add_argument(
        "--tools", type=split, default=["spin", "rumur"], help="beside MeshCheck [default: both]")
    parser.add_argument(
        "--pin", action="store_true", help="keep each tool on as many processors as threads")
    parser.add_argument("--time-limit", type=float, help="seconds for one run")
    parser.add_argument("--json", help="write all measurements to this file")
    parser.add_argument(
        "--check", action="store_true", help="only compare the counts, at the small size")
    options = parser.parse_args()
    unknown = set(options.models) - set(names)
    if unknown:
        parser.error(f"no model {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    if options.meshcheck is None:
        parser.error("--meshcheck is missing; start this as Benchmarks/run")
    options.meshcheck = os.path.abspath(options.meshcheck)
    if options.check:
        options.size, options.rounds = "small", 1
    return options


def main():
    options = arguments()
    tools = available_tools(options)
    if not options.check:
        say_machine(options)
    is_good = True
    kept = {}
    for name in options.models:
        model = Model(name)
        if options.size not in model.sizes:
            print(f"\n{name} has no size {options.size}")
            continue
        size = Size(options.size, model.sizes[options.size])
        results = compare(model, size, tools, options)
        is_good = is_good and not any(result.failure for result in results)
        kept[name] = {
            "results": [result.record() for result in results], "ratios": ratios(results)}
        if options.check:
            check_line(model, size, results)
        else:
            report(model, size, results)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(kept, file, indent=1)
    sys.exit(0 if is_good else 1)


def check_line(model, size, results):
    failures = [f"{result.tool.name}: {result.failure}" for result in results if result.failure]
    same = "equal" if agree_on_transitions(results) else "different"
    print(f"{model.name:20} {size.states:>10,} states, transitions {same}")
    for failure in failures:
        print(f"  {failure}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
