-- The mesh as it was written; see specs/as-written/service-mesh.mesh. Versions and rules are one
-- more than there, and 0 where there is nothing.
const SERVICES: 2;
type Service: 0..SERVICES-1;
var registered: array[Service] of 0..2;
var proxies: array[Service] of 0..2;
var controlPlane: array[Service] of boolean;
var answer: enum { none, ok, failed };

startstate begin
  for s: Service do registered[s] := 0; proxies[s] := 0; controlPlane[s] := false; end;
  answer := none;
end;

ruleset s: Service do
  ruleset v: 1..2; answers: boolean do
    rule "registerService" true ==> begin
      registered[s] := v;
      proxies[s] := 1;
      if answers then controlPlane[s] := true; answer := ok; else answer := failed; end;
    end;
  end;
  rule "addRule" proxies[s] = 1 ==> begin proxies[s] := 2; end;
end;
