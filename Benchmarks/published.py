"""Published models by hand in Promela: SPIN and MeshCheck are to give the published verdicts."""

import json
import os
import tempfile

from measuring import Failure
from tools import HERE, ROOT
from verdicts import MeshCheckVerdicts, SpinVerdicts

FOLDER = os.path.join(HERE, "liveness", "classics")


def check_published(options, tally):
    with open(os.path.join(FOLDER, "classics.json")) as file:
        models = json.load(file)
    for model in models:
        try:
            check(model, options, tally)
        except Failure as failure:
            tally.left_out.append(f"{model['promela']}: {failure}")


def check(model, options, tally):
    """One spec and its twin. A twin may need several texts, one for each initial state."""
    spec = os.path.join(ROOT, model["spec"])
    twin = os.path.join(FOLDER, model["promela"])
    sets = [f"--set={name}={value}" for name, value in model["parameters"].items()]
    with tempfile.TemporaryDirectory(prefix="meshcheck-witness-") as top:
        spins = []
        for number, macros in enumerate(model["macros"]):
            folder = os.path.join(top, str(number))
            os.mkdir(folder)
            spins.append(SpinVerdicts(twin, macros, model["processes"], folder, options.time_limit))
        for kind in ("fair", "unfair"):
            flags = [] if kind == "fair" else ["--without-fairness"]
            ours = MeshCheckVerdicts(
                options.meshcheck, spec, [*sets, *options.flags, *flags], top, options.time_limit)
            for claim, verdict in model.get(kind, {}).items():
                property_name, _, ltl_name = claim.partition(" as ")
                theirs = any(
                    spin.is_violated(ltl_name or property_name, kind == "fair") for spin in spins)
                mine = ours.is_violated(property_name)
                tally.add("published", mine)
                # Where nothing is published they need only agree.
                right = mine if verdict is None else verdict == "violated"
                if not mine == theirs == right:
                    said = ["holds", "violated"]
                    tally.disagree(
                        f"{model['spec']}, {kind}, {claim}: published {verdict or 'nowhere'},"
                        f" MeshCheck says {said[mine]}, SPIN {said[theirs]}",
                        read(spec), read(twin))


def read(path):
    with open(path) as file:
        return file.read()
