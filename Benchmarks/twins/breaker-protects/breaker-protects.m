-- The circuit breaker of theorem 6.1; see specs/theorems/breaker-protects.mesh.
-- Left out: refusals, which change nothing, and `disturbed`, which never becomes true.
const CLIENTS: 2;
const THRESHOLD: 2;
const COOLDOWN: 2;
const PROBES: 1;

type Client: 1..CLIENTS;

var mode: enum { closed, open, halfOpen };
var failures: 0..THRESHOLD - 1;
var timer: 0..COOLDOWN;
-- Under way, and whether the answer will count.
var call: array[Client] of enum { none, past, current };
var up: boolean;
var rest: 0..COOLDOWN;
var probing: array[Client] of boolean;
var row: 0..THRESHOLD + CLIENTS;

function probes(): 0..CLIENTS;
var n: 0..CLIENTS;
begin
  n := 0;
  for c: Client do if call[c] = current then n := n + 1; end; end;
  return n;
end;

-- The answers of calls under way will not count.
procedure forget(); begin
  for c: Client do if call[c] = current then call[c] := past; end; end;
  failures := 0;
  timer := 0;
end;

startstate begin
  mode := closed;
  failures := 0;
  timer := 0;
  for c: Client do call[c] := none; probing[c] := false; end;
  up := true;
  rest := 0;
  row := 0;
end;

rule "crash" up ==> begin up := false; end;
rule "repair" !up ==> begin up := true; end;

ruleset c: Client do
  rule "send" call[c] = none & (mode = closed | mode = halfOpen & probes() < PROBES) ==> begin
    call[c] := current;
    if mode = halfOpen then probing[c] := true; end;
  end;
  rule "answer" call[c] != none ==>
    var counts: boolean;
    var hasChanged: boolean;
  begin
    counts := call[c] = current;
    hasChanged := false;
    call[c] := none;
    if counts & up then
      failures := 0;
      if mode = halfOpen then forget(); mode := closed; hasChanged := true; end;
    elsif counts then
      if mode = halfOpen | failures + 1 = THRESHOLD then
        forget();
        mode := open;
        timer := COOLDOWN;
        rest := COOLDOWN;
        hasChanged := true;
      else
        failures := failures + 1;
      end;
    end;
    if up | mode != closed then row := 0; else row := row + 1; end;
    if hasChanged then
      for o: Client do probing[o] := false; end;
    else
      probing[c] := false;
    end;
  end;
  rule "cancel" call[c] != none ==> begin call[c] := none; probing[c] := false; end;
end;

rule "tick" begin
  if mode = open then
    if timer = 1 then forget(); mode := halfOpen; else timer := timer - 1; end;
  end;
  if rest > 0 then rest := rest - 1; end;
end;
