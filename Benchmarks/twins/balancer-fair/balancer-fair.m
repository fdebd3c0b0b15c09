-- Fair and optimal balancers; see specs/theorems/balancer-fair.mesh. The counts of requests that
-- balancers keep are those of `running`, and left out.
const BACKENDS: 2;
const MOST: 4;
type Backend: 0..BACKENDS-1;
-- BACKENDS where there is none.
type Slot: 0..BACKENDS;
type Place: 0..MOST-1;
var policy: enum { roundRobin, leastConnections, twoChoices, random };
var unequal: boolean;
var turn: Backend;
var running: array[Place] of Slot;
var recent: array[0..BACKENDS-2] of Slot;
var isFair: boolean;
var raised: boolean;

function load(b: Backend): 0..MOST;
var n: 0..MOST;
begin
  n := 0;
  for i: Place do if running[i] = b then n := n + 1; end; end;
  return n;
end;

procedure give(b: Backend);
var placed: boolean;
begin
  raised := exists o: Backend do load(b) > load(o) end;
  placed := false;
  for i: Place do
    if !placed & running[i] = BACKENDS then running[i] := b; placed := true; end;
  end;
  if exists i: 0..BACKENDS-2 do recent[i] = b end then isFair := false; end;
  -- The newest comes first.
  for j: 0..BACKENDS-2 do
    if j < BACKENDS - 2 then recent[BACKENDS - 2 - j] := recent[BACKENDS - 3 - j]; end;
  end;
  recent[0] := b;
  if !isFair then
    for i: 0..BACKENDS-2 do recent[i] := BACKENDS; end;
  end;
end;

procedure finish(place: Place);
begin
  for i: Place do
    if i >= place then
      if i + 1 < MOST then running[i] := running[i + 1]; else running[i] := BACKENDS; end;
    end;
  end;
end;

ruleset p: 0..3; u: boolean do
  startstate begin
    switch p
      case 0: policy := roundRobin;
      case 1: policy := leastConnections;
      case 2: policy := twoChoices;
      case 3: policy := random;
    end;
    unequal := u;
    turn := 0;
    for i: Place do running[i] := BACKENDS; end;
    for i: 0..BACKENDS-2 do recent[i] := BACKENDS; end;
    isFair := true;
    raised := false;
  end;
end;

rule "pick in turn" policy = roundRobin & running[MOST - 1] = BACKENDS ==>
begin give(turn); turn := (turn + 1) % BACKENDS; end;

ruleset b: Backend do
  rule "pick by load" policy = leastConnections & running[MOST - 1] = BACKENDS
    & forall o: Backend do load(b) < load(o) | load(b) = load(o) & b <= o end ==>
  begin give(b); end;

  rule "pick by chance" policy = random & running[MOST - 1] = BACKENDS ==> begin give(b); end;

  ruleset o: Backend do
    rule "pick of two" policy = twoChoices & running[MOST - 1] = BACKENDS ==>
    begin
      if load(o) < load(b) then give(o); else give(b); end;
    end;
  end;
end;

ruleset i: Place do
  rule "finish" (i = 0 | unequal) & running[i] != BACKENDS ==> begin finish(i); end;
end;

invariant "equal durations" isFair & !unequal ->
  forall b: Backend do forall o: Backend do load(b) <= load(o) + 1 end end;
