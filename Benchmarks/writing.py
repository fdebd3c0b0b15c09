"""Random systems as MeshCheck specs and in Promela."""

from systems import OTHER, SELF

UNARY = {
    "mesh": {"not": "!", "always": "always ", "eventually": "eventually "},
    "promela": {"not": "!", "always": "[] ", "eventually": "<> "}}
BINARY = {
    "mesh": {"and": "&&", "or": "||", "implies": "implies", "until": "until",
             "releases": "releases", "leadsto": "leadsto"},
    "promela": {"and": "&&", "or": "||", "implies": "->", "until": "U", "releases": "V"}}


class Mesh:
    """A spec; `fairness` of all actions, or their own if it is None."""

    def __init__(self, system, fairness=None):
        self.system = system
        self.fairness = fairness

    def text(self):
        system = self.system
        lines = [f"entity E({system.identities})"] if system.identities else []
        lines += [self.declaration(variable) for variable in system.variables]
        for action in system.actions:
            lines += self.action(action)
        lines += ["terminal true"]
        lines += [f"property {name}: {self.of(claim)}" for name, claim in system.claims.items()]
        return "\n".join(lines) + "\n"

    def declaration(self, variable):
        kind = "Bool" if variable.most is None else f"0...{variable.most}"
        first = str(variable.first)
        if variable.most is None:
            first = "true" if variable.first else "false"
        return f"var {variable.name}: " + (f"[E: {kind}]" if variable.is_mapped else kind) + (
            f" = {first}")

    def action(self, action):
        fairness = action.fairness if self.fairness is None else self.fairness
        argument = f"{SELF}: E" if action.has_argument else ""
        head = f"{fairness} action {action.name}({argument})".strip()
        if len(action.branches) == 1:
            guard, effects = action.branches[0]
            lines = [f"{head} when {self.of(guard)} {{"]
            return lines + ["    " + self.effect(effect) for effect in effects] + ["}"]
        lines = [f"{head} {{", f"    let branch = any 0...{len(action.branches) - 1}"]
        for number, (guard, effects) in enumerate(action.branches):
            lines += [f"    if branch == {number} {{", f"        require {self.of(guard)}"]
            lines += ["        " + self.effect(effect) for effect in effects] + ["    }"]
        return lines + ["}"]

    def effect(self, effect):
        if effect[0] == "all":
            _, variable, value = effect
            return f"for {OTHER} in E {{ {variable.name}[{OTHER}] = {self.of(value)} }}"
        _, variable, key, value = effect
        return f"{self.of(('read', variable, key))} = {self.of(value)}"

    def of(self, node):
        kind = node[0]
        if kind in ("some", "every"):
            _, name, is_other, body = node
            word = "exists" if kind == "some" else "forall"
            where = f" where {name} != {SELF}" if is_other else ""
            return f"({word} {name} in E{where}: {self.of(body)})"
        if kind in ("read", "flag"):
            return node[1].name + (f"[{node[2]}]" if node[1].is_mapped else "")
        return plain(node, "mesh", self.of)


class Promela:
    """A process for each action with each argument, so that SPIN's fairness to processes is
    fairness to them.

    With `is_mixed` only those that are fair have one, and one process more may take any step: it
    binds nobody, since a fair action's steps can be shared out between it and the action's own
    process. A variable tells what was last, and each claim has a premise about what is strongly
    fair.

    SPIN's fairness and its stuttering in a state without a step do not go together (it misses
    violations), so a process steps there. `PLAIN` leaves that out, and the claims."""

    def __init__(self, system, is_mixed=False):
        self.system = system
        self.is_mixed = is_mixed

    def text(self):
        lines = [self.declaration(variable) for variable in self.system.variables]
        lines += ["byte last = 255;"] if self.is_mixed else []
        everything = []
        for number, (action, key) in enumerate(self.system.instances()):
            options = self.options(number, action, key)
            everything += options
            if action.fairness or not self.is_mixed:
                name = action.name + ("" if key is None else f"_{key}")
                lines += self.process(name, options)
        lines += self.process("anything", everything) if self.is_mixed else []
        premise = self.premise() if self.is_mixed else ""
        steps = " || ".join(self.enabled(*instance) for instance in self.system.instances())
        lines += ["#ifndef PLAIN", *self.process("rest", [f"!({steps}) -> skip"])]
        lines += [
            f"ltl {name} {{ {premise}{self.of(claim, {})} }}"
            for name, claim in self.system.claims.items()]
        return "\n".join(lines + ["#endif"]) + "\n"

    def process(self, name, options):
        lines = [f"  :: d_step {{ {option} }}" for option in options]
        return [f"active proctype {name}() {{", "  do", *lines, "  od", "}"]

    def options(self, number, action, key):
        """The guard and the effects of each branch."""
        keys = {} if key is None else {SELF: key}
        lines = []
        for guard, effects in action.branches:
            texts = [text for effect in effects for text in self.effect(effect, keys)]
            texts += [f"last = {number}"] if self.is_mixed else []
            lines.append(f"{self.of(guard, keys)} -> {'; '.join(texts)}")
        return lines

    def declaration(self, variable):
        kind = "bool" if variable.most is None else "byte"
        size = f"[{self.system.identities}]" if variable.is_mapped else ""
        return f"{kind} {variable.name}{size} = {variable.first};"

    def effect(self, effect, keys):
        if effect[0] == "all":
            _, variable, value = effect
            return [
                f"{variable.name}[{key}] = {self.of(value, {OTHER: key})}"
                for key in range(self.system.identities)]
        _, variable, key, value = effect
        return [f"{self.of(('read', variable, key), keys)} = {self.of(value, keys)}"]

    def enabled(self, action, key):
        keys = {} if key is None else {SELF: key}
        return " || ".join(self.of(guard, keys) for guard, _ in action.branches)

    def premise(self):
        """What is strongly fair, and an arrow; or nothing."""
        parts = [
            f"(([] <> ({self.enabled(action, key)})) -> ([] <> (last == {number})))"
            for number, (action, key) in enumerate(self.system.instances())
            if action.fairness == "strong fair"]
        return f"({' && '.join(parts)}) -> " if parts else ""

    def of(self, node, keys):
        kind = node[0]
        if kind in ("some", "every"):
            _, name, is_other, body = node
            values = [
                key for key in range(self.system.identities)
                if not (is_other and key == keys[SELF])]
            word = " || " if kind == "some" else " && "
            return f"({word.join(self.of(body, {**keys, name: key}) for key in values)})"
        if kind in ("read", "flag"):
            return node[1].name + (f"[{keys[node[2]]}]" if node[1].is_mapped else "")
        if kind == "leadsto":
            return self.of(
                ("always", ("implies", node[1], ("eventually", node[2]))), keys)
        return plain(node, "promela", lambda inner: self.of(inner, keys))


def plain(node, language, of):
    """What is written alike in both languages, but for the operators; `of` writes what is in it."""
    kind = node[0]
    if kind in ("true", "false"):
        return kind
    if kind == "number":
        return str(node[1])
    if kind == "compare":
        return f"({of(node[2])} {node[1]} {of(node[3])})"
    if kind == "sum":
        return f"({of(node[1])} + {of(node[2])})"
    if kind == "modulo":
        return f"{of(node[1])} % {node[2]}"
    if kind in UNARY[language]:
        return f"({UNARY[language][kind]}{of(node[1])})"
    return f"({of(node[1])} {BINARY[language][kind]} {of(node[2])})"
