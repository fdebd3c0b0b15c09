"""Small random systems of guarded commands and claims about their runs, the same for a seed.

Conditions, numbers and claims are nested tuples; `writing` makes text of them.
"""

import random

# Bound names for identities of the entity: an action's argument, and another identity.
SELF, OTHER = "e", "o"


class Variable:
    """A number from 0 to `most`, or a Boolean where `most` is None; one for each identity if
    `is_mapped`. `first` is the value that it begins with."""

    def __init__(self, name, most, first, is_mapped):
        self.name = name
        self.most = most
        self.first = first
        self.is_mapped = is_mapped


class Action:
    """A step for each branch whose guard holds; `effects` are taken one after the other.

    With `has_argument` there is one of it for each identity. `fairness` is `""`, `"fair"` or
    `"strong fair"`.
    """

    def __init__(self, name, has_argument, branches, fairness):
        self.name = name
        self.has_argument = has_argument
        self.branches = branches
        self.fairness = fairness


class System:
    """Variables, actions, and claims by name; `identities` is 0 where there is no entity."""

    def __init__(self, identities, variables, actions, claims):
        self.identities = identities
        self.variables = variables
        self.actions = actions
        self.claims = claims

    def instances(self):
        """Each action with each of its arguments (None for none), in their order."""
        return [
            (action, key) for action in self.actions
            for key in (range(self.identities) if action.has_argument else [None])]


class Generator:
    """Draws one system. With `is_mixed` each action has a fairness of its own, at most one of them
    a strong one, since SPIN's automata grow with the premise that tells it."""

    # Temporal operators in a claim once it is written out for SPIN, whose automata grow with them.
    OPERATORS = 4

    def __init__(self, seed, claims, is_mixed):
        self.random = random.Random(f"{seed} {'mixed' if is_mixed else 'same'}")
        self.is_mixed = is_mixed
        self.identities = self.random.choice([0, 0, 2, 2, 3])
        self.variables = self.draw_variables()
        # The variable that a mixed system's strongly fair action changes, and its claims are about.
        self.watched = None
        self.system = System(
            self.identities, self.variables, self.draw_actions(),
            {f"C{number}": self.claim() for number in range(claims // 2 if is_mixed else claims)})

    def draw_variables(self):
        variables = []
        for number in range(self.random.randint(2, 3 if self.identities else 4)):
            is_mapped = self.identities > 0 and (number == 0 or self.chance(0.4))
            most = self.random.choice([None, 1, 2, 2, 3, 4])
            first = self.random.randint(0, 1 if most is None else most)
            variables.append(Variable(f"v{number}", most, first, is_mapped))
        return variables

    def draw_actions(self):
        # Each variable has an action, so that all of them move, or might.
        actions = [
            self.action(f"a{number}", variable)
            for number, variable in enumerate(self.variables + [None] * self.random.randint(0, 1))]
        turned = self.random.choice(self.variables)
        if self.is_mixed or self.chance(0.7):
            actions.append(self.turning("turn", turned))
        if self.is_mixed:
            for action in actions:
                action.fairness = self.random.choice(["", "fair"])
            others = [
                one for one in self.variables if one is not turned and not one.is_mapped]
            if others:
                self.watched = self.random.choice(others)
                actions[self.variables.index(self.watched)] = self.waiting(turned, self.watched)
        return actions

    def chance(self, probability):
        return self.random.random() < probability

    # Actions

    def action(self, name, variable):
        """An action that changes a variable, or what it likes."""
        has_argument = self.identities > 0 and self.chance(0.5)
        if variable is not None:
            has_argument = variable.is_mapped or (has_argument and self.chance(0.3))
        keys = [SELF] if has_argument else []
        count = self.random.choice([1, 1, 1, 2])
        branches = [self.branch(keys, variable) for _ in range(count)]
        return Action(name, has_argument, branches, "fair")

    def turning(self, name, variable):
        """An action that can always be taken, so that others can be put off for ever."""
        keys = [SELF] if variable.is_mapped else []
        key = SELF if variable.is_mapped else None
        effect = ("assign", variable, key, self.advance(variable, key, 1))
        return Action(name, bool(keys), [(("true",), [effect])], "fair")

    def waiting(self, turned, variable):
        """A strongly fair action that can be taken now and then, where others turn a variable."""
        guard = self.about(turned, [OTHER])
        if turned.is_mapped:
            guard = (self.random.choice(["some", "every"]), OTHER, False, guard)
        if self.chance(0.3):
            guard = ("and", guard, self.condition([], 0))
        return Action("wait", False, [(guard, [self.effect(variable, [])])], "strong fair")

    def branch(self, keys, variable):
        targets = [one for one in self.variables if keys or not one.is_mapped]
        if not targets:
            return self.condition(keys, 1), [self.sweep()]
        first = variable or self.random.choice(targets)
        # Guards on other variables than those that change keep a system going.
        guard = self.about(first, keys) if self.chance(0.4) else self.condition(keys, 0)
        if self.chance(0.25):
            guard = (self.random.choice(["and", "or"]), guard, self.condition(keys, 1))
        effects = [self.effect(first, keys)]
        if self.chance(0.3):
            effects.append(self.effect(self.random.choice(targets), keys))
        elif self.identities and self.chance(0.1):
            effects.append(self.sweep())
        return guard, effects

    def advance(self, variable, key, amount):
        if variable.most is None:
            return ("not", ("flag", variable, key))
        total = ("sum", ("read", variable, key), ("number", amount))
        return ("modulo", total, variable.most + 1)

    def effect(self, variable, keys):
        key = keys[0] if variable.is_mapped else None
        return ("assign", variable, key, self.value(variable, key, keys))

    def sweep(self):
        """The same for all identities."""
        variable = self.random.choice([one for one in self.variables if one.is_mapped])
        return ("all", variable, self.value(variable, OTHER, [OTHER]))

    def value(self, variable, key, keys):
        if self.chance(0.65):
            return self.advance(variable, key, self.random.randint(1, variable.most or 1))
        if variable.most is None:
            return self.random.choice([("true",), ("false",), self.condition(keys, 1)])
        if self.chance(0.6):
            return ("number", self.random.randint(0, variable.most))
        own = ("read", variable, key)
        return ("modulo", ("sum", own, self.number(keys)), variable.most + 1)

    # Conditions and numbers

    def readable(self, keys, is_flag):
        return [
            one for one in self.variables
            if (one.most is None) == is_flag and (keys or not one.is_mapped)]

    def number(self, keys):
        choices = self.readable(keys, False)
        if not choices:
            return ("number", self.random.randint(0, 2))
        variable = self.random.choice(choices)
        return ("read", variable, self.random.choice(keys) if variable.is_mapped else None)

    def about(self, variable, keys):
        key = self.random.choice(keys) if variable.is_mapped else None
        if variable.most is None:
            flag = ("flag", variable, key)
            return flag if self.chance(0.5) else ("not", flag)
        operator = self.random.choice(["==", "==", "!=", "<", ">="])
        least = 1 if operator in ("<", ">=") else 0
        number = ("number", self.random.randint(least, variable.most))
        return ("compare", operator, ("read", variable, key), number)

    def condition(self, keys, depth):
        if depth > 0 and self.chance(0.4):
            kind = self.random.choice(["and", "or", "not"])
            if kind == "not":
                return ("not", self.condition(keys, depth - 1))
            return (kind, self.condition(keys, depth - 1), self.condition(keys, depth - 1))
        if self.identities and OTHER not in keys and self.chance(0.3):
            kind = self.random.choice(["some", "every"])
            return (kind, OTHER, bool(keys), self.condition(keys + [OTHER], 0))
        choices = [one for one in self.variables if keys or not one.is_mapped]
        if not choices:
            return ("some", OTHER, False, self.condition([OTHER], 0))
        numbers = self.readable(keys, False)
        if len(numbers) > 1 and self.chance(0.15):
            operator = self.random.choice(["==", "!=", "<"])
            return ("compare", operator, self.number(keys), self.number(keys))
        return self.about(self.random.choice(choices), keys)

    # Claims

    def claim(self):
        while True:
            claim = self.any_claim()
            most = self.OPERATORS // 2 if self.is_mixed else self.OPERATORS
            if operators(claim, self.identities) <= most:
                return claim

    def any_claim(self):
        if self.is_mixed:
            return self.pattern([])
        if self.identities and self.chance(0.4):
            kind = self.random.choice(["every", "every", "some"])
            return (kind, SELF, False, self.pattern([SELF]))
        if self.chance(0.5):
            return self.pattern([])
        return self.formula([], 3, True)

    def pattern(self, keys):
        """What people claim of systems."""
        p, q = self.condition(keys, 1), self.condition(keys, self.random.randint(0, 1))
        if self.watched is not None:
            q = self.about(self.watched, keys)
        return self.random.choice([
            ("always", ("eventually", p)),
            ("eventually", ("always", p)),
            ("eventually", q),
            ("eventually", q),
            ("leadsto", p, q),
            ("leadsto", p, q),
            ("always", ("implies", p, ("eventually", q))),
            ("until", p, q),
            ("releases", p, q),
            ("implies", ("always", ("eventually", p)), ("always", ("eventually", q))),
            ("implies", ("eventually", ("always", p)), ("eventually", q)),
            ("always", ("implies", p, ("until", p, q))),
            ("always", ("implies", p, ("releases", q, p))),
            ("eventually", ("and", p, ("always", q)))])

    def formula(self, keys, depth, is_outermost=False):
        if depth == 0 or (not is_outermost and self.chance(0.15)):
            return self.condition(keys, 0)
        kind = self.random.choice([
            "always", "always", "eventually", "eventually", "until", "until", "releases",
            "releases", "leadsto", "implies", "and", "or", "not"])
        if kind in ("always", "eventually", "not"):
            return (kind, self.formula(keys, depth - 1, is_outermost and kind == "not"))
        return (kind, self.formula(keys, depth - 1), self.formula(keys, depth - 1))


def operators(node, identities):
    """The temporal operators in a claim whose quantifiers are written out."""
    own = {"always": 1, "eventually": 1, "until": 1, "releases": 1, "leadsto": 2}.get(node[0], 0)
    factor = identities if node[0] in ("some", "every") else 1
    return own + factor * sum(
        operators(part, identities) for part in node[1:] if isinstance(part, tuple))
