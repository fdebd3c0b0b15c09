-- Least connections; see specs/components/least-connections.mesh.
const BACKENDS: 3;
const REQUESTS: 2;
type Backend: 0..BACKENDS-1;
var members: array[Backend] of boolean;
var active: array[Backend] of 0..REQUESTS;

startstate begin
  for b: Backend do
    members[b] := false;
    active[b] := 0;
  end;
end;

ruleset b: Backend do
  rule "join" !members[b] ==> begin members[b] := true; end;
  rule "leave" members[b] ==> begin members[b] := false; end;
  rule "finish" active[b] > 0 ==> begin active[b] := active[b] - 1; end;
  -- The first of the members with the fewest.
  rule "pick" members[b] & active[b] < REQUESTS
    & forall o: Backend do
      members[o] -> active[b] < active[o] | active[b] = active[o] & b <= o end ==>
  begin active[b] := active[b] + 1; end;
end;
