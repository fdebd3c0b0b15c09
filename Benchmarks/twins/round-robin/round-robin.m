-- Round robin; see specs/components/round-robin.mesh.
const BACKENDS: 3;
type Backend: 0..BACKENDS-1;
var members: array[Backend] of boolean;
var turn: Backend;

startstate begin
  for b: Backend do members[b] := false; end;
  turn := 0;
end;

ruleset b: Backend do
  rule "join" !members[b] ==> begin members[b] := true; end;
  rule "leave" members[b] ==> begin members[b] := false; end;
  -- The first member from the turn on is picked.
  rule "pick" members[b]
    & forall o: Backend do
      members[o] -> (o + BACKENDS - turn) % BACKENDS >= (b + BACKENDS - turn) % BACKENDS end ==>
  begin turn := (b + 1) % BACKENDS; end;
end;
